/** A socket that only this process (and its user) knows, for clients that cannot be handed a stream. Node only. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../engine.js';

/** What node-redis takes as its option `socket`. */
export interface NodeRedisSocket {
  /** Of a Unix socket, or of a named pipe on Windows. */
  readonly path: string;
  readonly tls: false;
}

interface Place {
  readonly path: string;
  remove(): void;
}

/** `mkdtemp` gives the folder to its user alone, so nobody else reaches what lies in it. */
function makePlace(): Place {
  if (process.platform === 'win32') {
    return { path: `\\\\.\\pipe\\ferrous-lua-${globalThis.crypto.randomUUID()}`, remove: () => undefined };
  }
  const folder = mkdtempSync(join(tmpdir(), 'ferrous-lua-'));
  return { path: join(folder, 'redis.sock'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

async function open(engine: Engine): Promise<NodeRedisSocket> {
  const { path, remove } = makePlace();
  process.once('exit', remove);
  try {
    await engine.listen({
      unixSocket: path,
      background: true,
      onClose() {
        process.off('exit', remove);
        remove();
      },
    });
  } catch (thrown) {
    process.off('exit', remove);
    remove();
    throw thrown;
  }
  return { path, tls: false };
}

const opened = new WeakMap<Engine, Promise<NodeRedisSocket>>();

/** The private socket of an engine, opened at the first call; it goes when the engine is closed. */
export function privateSocket(engine: Engine): Promise<NodeRedisSocket> {
  const known = opened.get(engine);
  if (known !== undefined) return known;
  const socket = open(engine);
  opened.set(engine, socket);
  socket.catch(() => opened.delete(engine));
  return socket;
}
