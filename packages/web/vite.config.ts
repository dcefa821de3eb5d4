import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    sourcemap: false,
    // Data URIs would need an exception in the content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
  },
  server: {
    proxy: {
      // The server's certificate is its own; the development proxy takes it as it is.
      '/api': { target: 'https://localhost:8443', secure: false, changeOrigin: true },
    },
  },
});
