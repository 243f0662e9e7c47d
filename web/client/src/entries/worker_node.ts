/** The whole program of a `node:worker_threads` worker. */
import { parentPort } from 'node:worker_threads';
import { WrongStateError } from '../errors.js';
import { nodePlatform } from '../load_node.js';
import type { ToWorker } from '../protocol.js';
import { serve } from '../worker.js';

const port = parentPort;
if (port === null) throw new WrongStateError('ferrous-lua/worker runs in a worker only');
serve(
  {
    send: (message) => port.postMessage(message),
    receive: (handler) => port.on('message', (message: ToWorker) => handler(message)),
  },
  nodePlatform,
);
