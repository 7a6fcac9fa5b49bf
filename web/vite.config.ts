import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/**
 * `vite build web` writes dist/web, which the server serves; `vite web` in development passes /api on to LIANKE_API (default: port 4000 of
 * this machine). No inline script or style leaves this build: the server's content security policy refuses them.
 */
export default defineConfig({
  plugins: [react()],
  resolve: { alias: { typebox: fileURLToPath(new URL('./platform/contract-schemas.ts', import.meta.url)) } },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    reportCompressedSize: false,
  },
  server: { host: '127.0.0.1', proxy: { '/api': process.env.LIANKE_API ?? 'http://127.0.0.1:4000' } },
})
