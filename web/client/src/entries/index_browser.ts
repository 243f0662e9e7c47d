/** `ferrous-lua` in browsers, their workers, and runtimes like them. */
import { Engine, createVm, loadParts } from '../engine.js';
import type { EngineOptions } from '../engine_options.js';
import { browserPlatform } from '../load_browser.js';
import { Session } from '../session.js';

export * from '../api.js';

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
  return Engine.create(browserPlatform, options);
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
  const { vm } = await createVm(browserPlatform, await loadParts(browserPlatform, options), options);
  return new Session(vm, browserPlatform, options);
}
