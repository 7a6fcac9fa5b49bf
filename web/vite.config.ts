import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const pageAt = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/**
 * `vite build web` writes dist/web, which the server serves; `vite web` in development passes /api on to LIANKE_API (default: port 4000 of
 * this machine). Beside the client there is the page on which
 * surveys are answered, which shares nothing heavy with it. No inline script or style leaves this build: the server's content security policy refuses them.
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
    rollupOptions: { input: { index: pageAt('index.html'), survey: pageAt('survey.html') } },
  },
  server: { host: '127.0.0.1', proxy: { '/api': process.env.LIANKE_API ?? 'http://127.0.0.1:4000' } },
})
