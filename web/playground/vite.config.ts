import { defineConfig } from 'vite';
import { strictMonaco } from './build/strict_monaco.ts';

export default defineConfig({
  // The site works in any folder of any static server.
  base: './',
  plugins: [strictMonaco()],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    // No data: addresses; the content policy allows files of the own origin only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 3000,
    sourcemap: false,
  },
});
