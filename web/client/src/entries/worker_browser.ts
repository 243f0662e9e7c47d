/** The whole program of a browser worker: `import 'ferrous-lua/worker';`. */
import { browserPlatform } from '../load_browser.js';
import type { ToWorker } from '../protocol.js';
import { serve } from '../worker.js';

serve(
  {
    send: (message) => globalThis.postMessage(message),
    receive: (handler) => globalThis.addEventListener('message', (event) => handler(event.data as ToWorker)),
  },
  browserPlatform,
);
