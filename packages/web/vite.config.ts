import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    sourcemap: false,
    // Data URIs would need an exception in the content security policy.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Few files instead of a hundred small ones, each as large as what is always needed together.
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            { name: 'i18n', test: /node_modules[\\/](i18next|react-i18next)[\\/]/ },
            {
              name: 'router',
              test: /node_modules[\\/]@tanstack[\\/](react-router|router-core|history|store|react-store)[\\/]/,
            },
            {
              name: 'query',
              test: /node_modules[\\/](@tanstack[\\/](react-query|query-core)|openapi-fetch)[\\/]/,
            },
            { name: 'floating', test: /node_modules[\\/](@floating-ui|tabbable)[\\/]/ },
            {
              name: 'mantine',
              test: /node_modules[\\/]@mantine[\\/](hooks|core[\\/]esm[\\/](core|utils))[\\/]/,
            },
            { name: 'icons', test: /node_modules[\\/]@tabler[\\/]/ },
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
