import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [svelte()],
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200, // the charts' library, which loads with the first chart
  },
  // For work on the page: `npx vite` beside a running `sayquel serve`.
  server: { proxy: { '/api': { target: 'http://127.0.0.1:8080' } } },
})
