/**
 * Everything that happens outside of the state: starting the engine, compiling while typing, running, stepping, stopping, and what
 * the browser remembers. It reads the store, talks to the worker, and dispatches what comes back.
 */

import wasmUrl from 'ferrous-lua/wasm?url';
import { WorkerSession, bytesFromText, workerPort } from './engine.ts';
import type { RunOutcome, RunRequest, StepKind } from './engine.ts';
import EngineWorker from './engine_worker.ts?worker';
import { LoadError, loadWasm } from './load_wasm.ts';
import { saveDraft, saveTheme } from './memory.ts';
import { canRun, canStep, canStop } from './state/selectors.ts';
import type { RunMode, State } from './state/state.ts';
import type { Store } from './state/store.ts';

/** Typing pauses shorter than this do not compile; the squiggle must be there after 150 ms. */
const kCompileDelayMs = 60;
/** A worker that has not stopped after this long is inside one very long native call, and is replaced. */
const kStopPatienceMs = 80;
const kSaveDelayMs = 400;
const kKeysShown = 500;
const kDatabase = 0;
const kChunkName = 'user_script';

export class PlaygroundSession {
  readonly #store: Store;
  #module: WebAssembly.Module | undefined;
  #engine: WorkerSession | undefined;
  /** Resolves when the worker that is being started is there. */
  #connected: Promise<void> = Promise.resolve();
  #runs = 0;
  #compiledRevision = 0;
  #compileTimer: ReturnType<typeof setTimeout> | undefined;
  #saveTimer: ReturnType<typeof setTimeout> | undefined;
  /** The keyspace holds what an earlier run left. */
  #hasKeys = false;

  constructor(store: Store) {
    this.#store = store;
    store.subscribe((state, before) => this.#follow(state, before));
  }

  /** Fetches the machine and starts the worker. */
  async start(): Promise<void> {
    const { dispatch } = this.#store;
    try {
      this.#module = await loadWasm(wasmUrl, (loadedBytes) => {
        dispatch({
          kind: 'engineProgress',
          loadedBytes,
          totalBytes: __WASM_BYTES__ === 0 ? undefined : __WASM_BYTES__,
        });
      });
      await this.#reconnect();
      dispatch({ kind: 'engineReady' });
    } catch (error) {
      const advice =
        error instanceof LoadError
          ? error.advice
          : 'Reload the page. If it stays so, the browser may block workers here.';
      dispatch({ kind: 'engineBroken', message: messageOf(error), advice });
    }
  }

  /** Ends the worker that is there, if any, and starts another. */
  #reconnect(): Promise<void> {
    this.#engine?.close();
    this.#connected = this.#connect();
    return this.#connected;
  }

  async #connect(): Promise<void> {
    const onProgress = (stats: RunOutcome['stats']): void => {
      this.#store.dispatch({ kind: 'runProgressed', run: this.#runs, stats });
    };
    this.#engine = await WorkerSession.connect(workerPort(new EngineWorker()), {
      ...(this.#module === undefined ? {} : { wasm: this.#module }),
      warmUp: true,
      onProgress,
    });
    this.#hasKeys = false;
    this.#compiledRevision = 0;
  }

  // ---------------------------------------------------------------------------------------------------------------- the runs

  async run(mode: RunMode): Promise<void> {
    if (!canRun(this.#store.get())) return;
    const run = (this.#runs += 1);
    this.#store.dispatch({ kind: 'runStarted', run, mode });
    await this.#connected.catch(() => undefined);
    const engine = this.#engine;
    if (engine === undefined) return;
    const request = this.#request(this.#store.get());
    this.#hasKeys = true;
    await this.#settle(run, mode === 'debug' ? engine.start(request) : engine.run(request), undefined);
  }

  async step(kind: StepKind): Promise<void> {
    const { run } = this.#store.get();
    if (this.#engine === undefined || !canStep(this.#store.get()) || run.status !== 'paused') return;
    this.#store.dispatch({ kind: 'stepStarted', run: run.run });
    await this.#settle(run.run, this.#engine.step(kind), kind);
  }

  /** Asks a script that runs under the debugger to pause where it is. */
  async pause(): Promise<void> {
    const { run } = this.#store.get();
    if (run.status === 'running' && run.mode === 'debug') await this.#engine?.pause().catch(() => undefined);
  }

  async stop(): Promise<void> {
    const { run } = this.#store.get();
    const engine = this.#engine;
    if (engine === undefined || !canStop(this.#store.get()) || !('run' in run)) return;
    if (run.status === 'paused') {
      this.#store.dispatch({ kind: 'pauseAbandoned', run: run.run });
      await engine.stop();
      await this.#readKeyspace(run.run);
      return;
    }
    this.#store.dispatch({ kind: 'stopRequested', run: run.run });
    const patience = setTimeout(() => void this.#replaceWorker(run.run), kStopPatienceMs);
    // The answer of the run itself, or the loss of the worker, says that it has stopped.
    await engine.stop().catch(() => undefined);
    clearTimeout(patience);
  }

  /** A native that takes seconds cannot be interrupted; the worker can. Its keyspace would have been replaced by the next run. */
  async #replaceWorker(run: number): Promise<void> {
    const { run: current } = this.#store.get();
    if (current.status !== 'running' || current.run !== run) return;
    this.#store.dispatch({ kind: 'runAbandoned', run });
    await this.#restart();
  }

  async #restart(): Promise<void> {
    try {
      await this.#reconnect();
      this.#compileSoon();
    } catch (error) {
      this.#store.dispatch({ kind: 'engineBroken', message: messageOf(error), advice: 'Reload the page.' });
    }
  }

  #request({ inputs, keepsKeys }: State): RunRequest {
    const goesOn = keepsKeys && this.#hasKeys;
    return {
      script: bytesFromText(inputs.source),
      keys: inputs.keys.map(bytesFromText),
      args: inputs.args.map(bytesFromText),
      setup: goesOn ? [] : inputs.data.split('\n'),
      reset: !goesOn,
      chunkName: kChunkName,
    };
  }

  async #settle(run: number, answer: Promise<RunOutcome>, step: StepKind | undefined): Promise<void> {
    try {
      const outcome = await answer;
      this.#store.dispatch({ kind: 'runAnswered', run, outcome, step });
      if (outcome.pause?.reason === 'entry') await this.#placeBreakpoints();
      await this.#readKeyspace(run);
    } catch (error) {
      const { run: current } = this.#store.get();
      // A worker that was replaced leaves its last answer open: that is no failure.
      if (current.status !== 'running' || current.run !== run) return;
      this.#store.dispatch({ kind: 'runBroke', run, message: messageOf(error) });
      await this.#restart();
    }
    this.#compileSoon();
  }

  async #readKeyspace(run: number): Promise<void> {
    const keyspace = await this.#engine?.keyspace({ database: kDatabase, offset: 0, count: kKeysShown });
    if (keyspace !== undefined) this.#store.dispatch({ kind: 'keyspaceAnswered', run, keyspace });
  }

  // ------------------------------------------------------------------------------------------------------- following the state

  #follow(state: State, before: State): void {
    if (state.revision !== before.revision || state.engine.status !== before.engine.status) this.#compileSoon();
    if (state.breakpoints !== before.breakpoints && canStop(state)) void this.#placeBreakpoints();
    if (state.view.theme !== before.view.theme) saveTheme(state.view.theme);
    if (state.inputs !== before.inputs || state.edited !== before.edited) this.#saveSoon();
    if (state.sourceOrigin !== before.sourceOrigin && canStop(before) && !canStop(state))
      void this.#engine?.stop().catch(() => undefined);
  }

  #compileSoon(): void {
    clearTimeout(this.#compileTimer);
    this.#compileTimer = setTimeout(() => void this.#compile(), kCompileDelayMs);
  }

  async #compile(): Promise<void> {
    const { revision, inputs } = this.#store.get();
    if (this.#engine === undefined || revision === this.#compiledRevision) return;
    this.#compiledRevision = revision;
    try {
      const report = await this.#engine.compile(bytesFromText(inputs.source));
      this.#store.dispatch({ kind: 'compileAnswered', revision, report });
    } catch {
      // The engine is busy with a run, or was replaced: the end of the run asks again.
      this.#compiledRevision = 0;
    }
  }

  async #placeBreakpoints(): Promise<void> {
    const lines = this.#store.get().breakpoints;
    const placed = await this.#engine?.setBreakpoints(lines.map((line) => ({ line }))).catch(() => undefined);
    if (placed !== undefined && placed.length > 0)
      this.#store.dispatch({ kind: 'breakpointsPlaced', wanted: lines, placed });
  }

  #saveSoon(): void {
    clearTimeout(this.#saveTimer);
    this.#saveTimer = setTimeout(() => {
      const { edited, exampleId, inputs } = this.#store.get();
      saveDraft(edited ? { exampleId, inputs } : undefined);
    }, kSaveDelayMs);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
