import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Script files that every first view needs. */
const ALWAYS = ['react', 'start'];
/** Those whose functions are nearly all called by the first view. */
const WHOLE = [...ALWAYS, 'signed-in'];

/** Prepares the files of the first view for a quick start. */
function quickStart(): Plugin {
  return {
    name: 'deskfleet-quick-start',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        // Chromium compiles such files whole while they arrive and beside the main thread, instead of function by
        // function while the first page is drawn. It has to be their first line; other browsers see a comment.
        for (const file of Object.values(bundle)) {
          if (file.type === 'chunk' && WHOLE.includes(file.name)) {
            file.code = `//# allFunctionsCalledOnLoad\n${file.code}`;
          }
        }
      },
    },
    transformIndexHtml: {
      order: 'post',
      // The page asks for what its first script would ask for a moment later.
      handler: (_html, { bundle = {} }) =>
        Object.values(bundle)
          .filter((file) => file.type === 'chunk' && ALWAYS.includes(file.name))
          .map(({ fileName }) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `/${fileName}` },
            injectTo: 'head',
          })),
    },
  };
}

/** Compresses as well as can be, which takes too long for a server that is asked: it finds `name.js.br` beside `name.js`. */
function precompress(): Plugin {
  return {
    name: 'deskfleet-precompress',
    async writeBundle({ dir = '' }) {
      const assets = join(dir, 'assets');
      const names = (await readdir(assets)).filter((name) => /\.(js|css)$/.test(name));
      await Promise.all(
        names.map(async (name) => {
          // Quality 11, the best, is the default.
          const compressed = await promisify(brotliCompress)(await readFile(join(assets, name)));
          await writeFile(join(assets, `${name}.br`), compressed);
        }),
      );
    },
  };
}

export default defineConfig({
  plugins: [react(), quickStart(), precompress()],
  build: {
    target: 'es2022',
    sourcemap: false,
    // Data URIs would need an exception in the content security policy.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What is always needed together stays together: a page of a hundred small files costs more than its script.
          groups: [
            // Small and first: it asks for all the others.
            { name: 'early', test: /src[\\/]main\.ts$/, priority: 4 },
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 3 },
            // What the sign-in page needs, and with it all others.
            {
              name: 'start',
              test: /src[\\/](app[\\/]start|features[\\/]session[\\/]sign-in-page)\.tsx$/,
              priority: 2,
            },
            // The frame of all other pages, and the one that is opened most.
            {
              name: 'signed-in',
              test: /src[\\/](app[\\/]signed-in|features[\\/]clients[\\/]clients-page)\.tsx$/,
              priority: 1,
            },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      // The server's certificate is its own; the development proxy takes it as it is.
      '/api': { target: 'https://localhost:8443', secure: false, changeOrigin: true },
    },
  },
});
