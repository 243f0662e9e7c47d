/**
 * The page's half of the protocol: the requests of {@link SessionApi} as promises, answered by a worker.
 *
 * The caller makes the worker, because every bundler wants to see `new Worker(new URL(...))` in the caller's own source.
 */
import { EngineClosedError, EngineLoadError, errorFromData } from './errors.js';
import type {
  Answer,
  Arguments,
  AsyncSessionApi,
  Breakpoint,
  Bytes,
  Call,
  CompileReport,
  FromWorker,
  KeyspaceRequest,
  KeyspaceView,
  Method,
  ObjectHandle,
  ObjectPage,
  PageRequest,
  PlacedBreakpoint,
  Reply,
  Result,
  RunOutcome,
  RunRequest,
  RunStats,
  StepKind,
  WorkerOptions,
} from './protocol.js';

/** The page's end of the channel. `workerPort` makes one from a `Worker`. */
export interface PagePort {
  send(message: Call | WorkerOptions): void;
  receive(handler: (message: FromWorker) => void): void;
  /** Called when the worker itself breaks down. */
  receiveFailure(handler: (reason: string) => void): void;
  close(): void;
}

export interface WorkerSessionOptions extends Omit<WorkerOptions, 'kind'> {
  /** About ten times a second while a script runs. */
  readonly onProgress?: (stats: RunStats) => void;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(reason: unknown): void;
}

/**
 * A session in a worker.
 *
 * In the worker's own module: `import 'ferrous-lua/worker';`. In the page:
 *
 * ```ts
 * const worker = new Worker(new URL('./engine_worker.js', import.meta.url), { type: 'module' });
 * const session = await WorkerSession.connect(workerPort(worker));
 * const outcome = await session.run({ script, keys: [], args: [], setup: [], reset: true, chunkName: 'user_script' });
 * ```
 */
export class WorkerSession implements AsyncSessionApi {
  readonly #port: PagePort;
  readonly #waiting = new Map<number, Waiting>();
  readonly #onProgress: ((stats: RunStats) => void) | undefined;
  #lastId = 0;
  /** Why nothing can be asked any more. */
  #ended: Error | undefined;

  /** Resolves when the worker's engine is ready. */
  static async connect(port: PagePort, options: WorkerSessionOptions = {}): Promise<WorkerSession> {
    const { onProgress, ...create } = options;
    let session: WorkerSession | undefined;
    await new Promise<void>((resolve, reject) => {
      session = new WorkerSession(port, onProgress, { resolve: () => resolve(), reject });
      port.send({ kind: 'create', ...create });
    });
    return session as WorkerSession;
  }

  private constructor(port: PagePort, onProgress: ((stats: RunStats) => void) | undefined, ready: Waiting) {
    this.#port = port;
    this.#onProgress = onProgress;
    this.#waiting.set(0, ready);
    port.receive((message) => this.#receive(message));
    port.receiveFailure((reason) => this.#end(new EngineLoadError(`the worker failed: ${reason}`)));
  }

  run(request: RunRequest): Promise<RunOutcome> {
    return this.#ask('run', [request]);
  }

  start(request: RunRequest): Promise<RunOutcome> {
    return this.#ask('start', [request]);
  }

  step(kind: StepKind): Promise<RunOutcome> {
    return this.#ask('step', [kind]);
  }

  stop(): Promise<void> {
    return this.#ask('stop', []);
  }

  pause(): Promise<void> {
    return this.#ask('pause', []);
  }

  setBreakpoints(breakpoints: readonly Breakpoint[]): Promise<readonly PlacedBreakpoint[]> {
    return this.#ask('setBreakpoints', [breakpoints]);
  }

  inspect(handle: ObjectHandle, page: PageRequest): Promise<ObjectPage> {
    return this.#ask('inspect', [handle, page]);
  }

  compile(script: Bytes): Promise<CompileReport> {
    return this.#ask('compile', [script]);
  }

  list(script: Bytes): Promise<string> {
    return this.#ask('list', [script]);
  }

  command(argv: readonly Bytes[]): Promise<Reply> {
    return this.#ask('command', [argv]);
  }

  keyspace(request: KeyspaceRequest): Promise<KeyspaceView> {
    return this.#ask('keyspace', [request]);
  }

  reset(): Promise<void> {
    return this.#ask('reset', []);
  }

  /** Ends the worker; calls that wait are rejected. */
  close(): void {
    this.#port.close();
    this.#end(new EngineClosedError());
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #ask<M extends Method>(method: M, args: Arguments<M>): Promise<Result<M>> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    const id = ++this.#lastId;
    return new Promise<Result<M>>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.#port.send({ kind: 'call', id, method, args } as Call);
    });
  }

  #receive(message: FromWorker): void {
    switch (message.kind) {
      case 'ready':
        this.#take(0)?.resolve(undefined);
        break;
      case 'broken':
        this.#end(errorFromData(message.error));
        break;
      case 'progress':
        this.#onProgress?.(message.stats);
        break;
      case 'result':
      case 'failure':
        this.#settle(message);
        break;
      default:
        message satisfies never;
    }
  }

  #settle(answer: Answer): void {
    const waiting = this.#take(answer.id);
    if (answer.kind === 'result') waiting?.resolve(answer.value);
    else waiting?.reject(errorFromData(answer.error));
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #end(reason: Error): void {
    this.#ended ??= reason;
    for (const waiting of this.#waiting.values()) waiting.reject(this.#ended);
    this.#waiting.clear();
  }
}

/** The parts of a browser's `Worker` that are used; Node's differ only in how listeners are added. */
interface BrowserWorker {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'error', listener: (event: { readonly message?: string }) => void): void;
  terminate(): void;
}

interface NodeWorker {
  postMessage(message: unknown): void;
  on(type: 'message', listener: (data: unknown) => void): unknown;
  on(type: 'error', listener: (error: Error) => void): unknown;
  terminate(): unknown;
}

/** A port to a `Worker` of the browser, or of `node:worker_threads`. */
export function workerPort(worker: BrowserWorker | NodeWorker): PagePort {
  return {
    send: (message) => worker.postMessage(message),
    receive(handler) {
      if ('on' in worker) worker.on('message', (data) => handler(data as FromWorker));
      else worker.addEventListener('message', (event) => handler(event.data as FromWorker));
    },
    receiveFailure(handler) {
      if ('on' in worker) worker.on('error', (error) => handler(error.message));
      else worker.addEventListener('error', (event) => handler(event.message ?? 'unknown reason'));
    },
    close: () => void worker.terminate(),
  };
}
