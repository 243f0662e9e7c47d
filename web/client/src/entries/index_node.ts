/** `ferrous-lua` in Node. */
import { Engine, createVm, loadParts } from '../engine.js';
import type { EngineOptions } from '../engine_options.js';
import { nodePlatform } from '../load_node.js';
import { privateSocket } from '../server/private_socket.js';
import type { NodeRedisSocket } from '../server/private_socket.js';
import { connectorTo } from '../server/transport.js';
import type { IoredisConnector } from '../server/transport.js';
import { Session } from '../session.js';

export * from '../api.js';
export type { NodeRedisSocket } from '../server/private_socket.js';
export type { IoredisConnector } from '../server/transport.js';

/**
 * A connector for ioredis: its clients talk to the engine without a port.
 *
 * @example
 * ```ts
 * import { createEngine, ioredisConnector } from 'ferrous-lua';
 * import { Redis } from 'ioredis';
 * const engine = await createEngine();
 * const client = new Redis({ Connector: ioredisConnector(engine) });
 * await client.incr('visits'); // 1
 * client.disconnect();
 * engine.close();
 * ```
 */
export function ioredisConnector(engine: Engine): IoredisConnector {
  return connectorTo(() => engine.connect());
}

/**
 * The socket for node-redis: its clients talk to the engine without a port, through a Unix socket (a named pipe on Windows) that only
 * this user can reach. It is opened at the first call, does not keep the process alive, and goes when the engine is closed.
 *
 * @example
 * ```ts
 * import { createEngine, nodeRedisSocket } from 'ferrous-lua';
 * import { createClient } from 'redis';
 * const engine = await createEngine();
 * const client = createClient({ socket: await nodeRedisSocket(engine) });
 * await client.connect();
 * await client.incr('visits'); // 1
 * client.destroy();
 * engine.close();
 * ```
 */
export function nodeRedisSocket(engine: Engine): Promise<NodeRedisSocket> {
  return privateSocket(engine);
}

/**
 * Makes an engine: its own keyspace, script cache and machine. The first takes some ten milliseconds, the next ones about two.
 *
 * @example
 * ```ts
 * import { createEngine } from 'ferrous-lua';
 * const engine = await createEngine({ seed: 7, clock: Date.UTC(2024, 0, 1) });
 * await engine.eval('return redis.call("TIME")[1]'); // '1704067200'
 * engine.close();
 * ```
 */
export function createEngine(options: EngineOptions = {}): Promise<Engine> {
  return Engine.create(nodePlatform, options);
}

/**
 * Makes a session on this thread: the interface of a debugger, as `WorkerSession` offers it over a worker.
 *
 * @example
 * ```ts
 * import { bytesFromText, createSession } from 'ferrous-lua';
 * const session = await createSession();
 * const script = bytesFromText('local a = 1\nreturn a');
 * const outcome = await session.start({ script, keys: [], args: [], setup: [], reset: true, chunkName: 'user_script' });
 * outcome.pause?.position.line; // 1
 * session.close();
 * ```
 */
export async function createSession(options: EngineOptions = {}): Promise<Session> {
  const { vm } = await createVm(nodePlatform, await loadParts(nodePlatform, options), options);
  return new Session(vm, nodePlatform, options);
}
