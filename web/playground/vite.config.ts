import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { strictMonaco } from './build/strict_monaco.ts';

/** Size of the machine, for the progress bar: a server that compresses does not tell it. */
function wasmBytes(): number {
  return statSync(fileURLToPath(import.meta.resolve('ferrous-lua/wasm'))).size;
}

export default defineConfig(({ command }) => ({
  define: { __WASM_BYTES__: command === 'build' ? String(wasmBytes()) : '0' },
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
}));
