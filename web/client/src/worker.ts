/**
 * The worker's half of the protocol: makes a {@link Session} and answers calls. A run gives way between slices, so a `stop` that arrives
 * meanwhile is answered within a few hundredths of a second.
 */
import { createVm, loadParts } from './engine.js';
import { WrongStateError, errorData } from './errors.js';
import type { Platform } from './platform.js';
import type { Answer, AsyncSessionApi, Call, FromWorker, Method, ToWorker, WorkerOptions } from './protocol.js';
import { Session } from './session.js';
import { warmUp } from './warm_up.js';

/** The end of a channel to the page. */
export interface WorkerPort {
  send(message: FromWorker): void;
  receive(handler: (message: ToWorker) => void): void;
}

const kMethods: Readonly<Record<Method, true>> = {
  run: true,
  start: true,
  step: true,
  stop: true,
  pause: true,
  setBreakpoints: true,
  inspect: true,
  compile: true,
  list: true,
  command: true,
  keyspace: true,
  reset: true,
};

/** Serves one page on this port, from its first message on. */
export function serve(port: WorkerPort, platform: Platform): void {
  let session: Promise<Session> | undefined;
  let isIdle = true;
  port.receive((message) => {
    if (message.kind === 'create') {
      session ??= createSession(port, platform, message, () => isIdle);
    } else {
      // From here on the page's own scripts have the code optimised.
      if (message.method === 'run' || message.method === 'start') isIdle = false;
      void answer(session, message).then((result) => port.send(result));
    }
  });
}

async function createSession(port: WorkerPort, platform: Platform, options: WorkerOptions, isIdle: () => boolean): Promise<Session> {
  const { wasm, deferredWasm, seed, clockMs } = options;
  try {
    const parts = await loadParts(platform, {
      ...(wasm === undefined ? {} : { wasm }),
      ...(deferredWasm === undefined ? {} : { deferredWasm }),
    });
    const { vm } = await createVm(platform, parts, {
      ...(seed === undefined ? {} : { seed }),
      ...(clockMs === undefined ? {} : { clock: clockMs }),
    });
    port.send({ kind: 'ready' });
    if (options.warmUp === true) {
      void createVm(platform, parts, {})
        .then((other) => warmUp(other.vm, isIdle))
        .catch(() => undefined); // Nothing depends on it.
    }
    return new Session(vm, platform, { onProgress: (stats) => port.send({ kind: 'progress', stats }) });
  } catch (thrown) {
    port.send({ kind: 'broken', error: errorData(thrown) });
    throw thrown;
  }
}

async function answer(session: Promise<AsyncSessionApi> | undefined, call: Call): Promise<Answer> {
  const { id, method } = call;
  try {
    if (session === undefined) throw new WrongStateError('the worker has not been told to make an engine');
    if (!Object.hasOwn(kMethods, method)) throw new WrongStateError(`there is no request ${String(method)}`);
    return { kind: 'result', id, method, value: await invoke(await session, call) } as Answer;
  } catch (thrown) {
    return { kind: 'failure', id, method, error: errorData(thrown) };
  }
}

/** The one place where the tie between a method and its arguments is loosened: `Call` has checked it at the sender. */
function invoke(session: AsyncSessionApi, call: Call): Promise<unknown> {
  const target = session as unknown as Readonly<Record<Method, (...args: readonly unknown[]) => Promise<unknown>>>;
  return target[call.method](...call.args);
}
