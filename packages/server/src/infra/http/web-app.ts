import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiServer } from './api-server-types.ts';
import { CompressedContent, chooseEncoding } from './compression.ts';
import { answerNotFound } from './error-handler.ts';
import { entityTag, isUnmodified } from './etag.ts';
import { appPolicy } from './security-headers.ts';

interface WebFile {
  readonly type: string;
  readonly tag: string;
  readonly content: CompressedContent;
  readonly compressible: boolean;
  /** Its name changes with its content, so that browsers may keep it for ever. */
  readonly hashed: boolean;
}

interface WebFiles {
  readonly byPath: ReadonlyMap<string, WebFile>;
  /** Time of the build, to notice another one. */
  readonly builtAt: number;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
const compressibleTypes = /^(text\/|application\/|image\/svg)/;

const INDEX = '/index.html';
const NOT_BUILT_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Deskfleet</title>
<body style="font: 16px/1.5 system-ui, sans-serif; max-width: 36rem; margin: 4rem auto; padding: 0 1rem">
<h1>The app has not been built yet</h1>
<p>The server runs, but the files of its web app are missing. Stop it and start it with <code>npm start</code>, which builds the app first.</p>
<p>The API is there: <a href="/api-docs/">its description</a>.</p>
</body>
</html>
`;

/**
 * Answers the admin app's files, and its first page for every address that belongs to the app (deep links). Only names
 * that were found in the folder are answered, so that no address leads out of it.
 *
 * @param folder what Vite built
 */
export function serveWebApp(app: ApiServer, folder: string): void {
  let files: Promise<WebFiles> | undefined;
  const currentFiles = async (): Promise<WebFiles> => {
    const builtAt = await buildTime(folder);
    const known = await files;
    if (known?.builtAt === builtAt) return known;
    files = readFiles(folder, builtAt);
    return files;
  };

  const options = { schema: { hide: true }, exposeHeadRoute: true } as const;
  app.get('/*', options, async (request, reply) => {
    const path = pathOf(request);
    if (path === undefined || belongsToApi(path)) return answerNotFound(request, reply);
    const { byPath } = await currentFiles();
    const file = byPath.get(path);
    if (file !== undefined) return answerFile(file, request, reply);
    if (!isPage(request, path)) return answerNotFound(request, reply);
    const index = byPath.get(INDEX);
    if (index !== undefined) return answerFile(index, request, reply);
    return reply
      .code(503)
      .headers({ 'content-security-policy': appPolicy, 'cache-control': 'no-store', 'retry-after': 30 })
      .type('text/html; charset=utf-8')
      .send(NOT_BUILT_PAGE);
  });
}

async function answerFile(
  file: WebFile,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  reply.headers({
    'content-security-policy': appPolicy,
    'cache-control': file.hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: file.tag,
    vary: 'accept-encoding',
  });
  if (isUnmodified(request.headers['if-none-match'], file.tag)) return reply.code(304).send();
  const encoding = file.compressible ? chooseEncoding(request.headers['accept-encoding']) : 'identity';
  if (encoding !== 'identity') reply.header('content-encoding', encoding);
  return reply
    .code(200)
    .type(file.type)
    .send(await file.content.encode(encoding));
}

function pathOf(request: FastifyRequest): string | undefined {
  try {
    const path = decodeURIComponent(request.url.split('?', 1)[0] ?? '/');
    return path === '/' ? INDEX : path;
  } catch {
    return undefined;
  }
}

function belongsToApi(path: string): boolean {
  return /^\/api(-docs)?(\/|$)/.test(path);
}

/** An address of the app, as a browser opens it, and not a file that is missing. */
function isPage(request: FastifyRequest, path: string): boolean {
  if (path === INDEX) return true;
  return !path.startsWith('/assets/') && request.headers.accept?.includes('text/html') === true;
}

async function buildTime(folder: string): Promise<number> {
  const index = await stat(join(folder, INDEX)).catch(() => undefined);
  return index?.mtimeMs ?? 0;
}

async function readFiles(folder: string, builtAt: number): Promise<WebFiles> {
  if (builtAt === 0) return { byPath: new Map(), builtAt };
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile() && contentTypes[extname(entry.name)] !== undefined)
      .map(async (entry): Promise<[string, WebFile]> => {
        const path = join(entry.parentPath, entry.name);
        const address = `/${relative(folder, path).split(sep).join('/')}`;
        const [content, brotli] = await Promise.all([readFile(path), readIfThere(`${path}.br`)]);
        return [address, makeFile(address, content, brotli)];
      }),
  );
  return { byPath: new Map(files), builtAt };
}

/** The build compresses what is worth it. */
async function readIfThere(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch(() => undefined);
}

function makeFile(address: string, content: Buffer, brotli: Buffer | undefined): WebFile {
  const type = contentTypes[extname(address)] ?? 'application/octet-stream';
  return {
    type,
    tag: entityTag(content),
    content: new CompressedContent(content, brotli),
    compressible: compressibleTypes.test(type),
    hashed: address.startsWith('/assets/'),
  };
}
