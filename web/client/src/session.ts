/**
 * `Session`: the requests of {@link SessionApi} on the thread of the caller. Node and tests use it directly, a worker serves it to a
 * page. One script at a time: a second one while the first runs is refused, reading (`keyspace`, `compile`, `inspect`) is not.
 */
import { bytesFromText, splitCommandLine } from './bytes.js';
import { LimitError, StoppedError, WrongStateError } from './errors.js';
import { mergeLimits, runInSlices } from './runner.js';
import type { Platform } from './platform.js';
import type {
  AsyncSessionApi,
  Breakpoint,
  Bytes,
  CompileReport,
  KeyspaceRequest,
  KeyspaceView,
  Limits,
  ObjectHandle,
  ObjectPage,
  PageRequest,
  PlacedBreakpoint,
  Reply,
  RunOutcome,
  RunRequest,
  RunStats,
  RunStatus,
  SetupCommand,
  SetupResult,
  StepKind,
} from './protocol.js';
import type { Vm, VmState } from './vm.js';

/** What the session remembers of the run in progress. */
interface Run {
  readonly timeoutMs: number | undefined;
  /** Without the time for which it was paused. */
  elapsedMs: number;
  setup: readonly SetupResult[];
}

export interface SessionOptions {
  /** About ten times a second while a script runs. */
  readonly onProgress?: ((stats: RunStats) => void) | undefined;
  /** What each run may take. A request may say otherwise. */
  readonly limits?: Limits | undefined;
}

type Activity = 'idle' | 'running' | 'paused';

export class Session implements AsyncSessionApi {
  readonly #vm: Vm;
  readonly #platform: Platform;
  readonly #onProgress: ((stats: RunStats) => void) | undefined;
  #activity: Activity = 'idle';
  #stopRequested = false;
  readonly #limits: Limits;
  #run: Run = { timeoutMs: undefined, elapsedMs: 0, setup: [] };

  constructor(vm: Vm, platform: Platform, options: SessionOptions = {}) {
    this.#vm = vm;
    this.#platform = platform;
    this.#onProgress = options.onProgress;
    this.#limits = mergeLimits(options.limits ?? {}, undefined);
  }

  async run(request: RunRequest): Promise<RunOutcome> {
    return this.#begin(request, 'script');
  }

  async start(request: RunRequest): Promise<RunOutcome> {
    return this.#begin(request, 'debugScript');
  }

  async step(kind: StepKind): Promise<RunOutcome> {
    if (this.#activity !== 'paused') throw new WrongStateError('no script is paused');
    this.#vm.planStep(kind);
    return this.#advance('running');
  }

  async stop(): Promise<void> {
    if (this.#activity === 'running') {
      this.#stopRequested = true;
    } else if (this.#activity === 'paused') {
      this.#vm.stop();
      this.#activity = 'idle';
    }
  }

  async pause(): Promise<void> {
    if (this.#activity === 'running') this.#vm.requestPause();
  }

  async setBreakpoints(breakpoints: readonly Breakpoint[]): Promise<readonly PlacedBreakpoint[]> {
    return this.#vm.setBreakpoints(breakpoints);
  }

  async inspect(handle: ObjectHandle, page: PageRequest): Promise<ObjectPage> {
    const result = this.#vm.inspect(handle, page);
    if (result === undefined) throw new WrongStateError(`the object ${handle} is no longer there`);
    return result;
  }

  async compile(script: Bytes): Promise<CompileReport> {
    return this.#vm.compile(script);
  }

  async list(script: Bytes): Promise<string> {
    return this.#vm.list(script, 'user_script');
  }

  async command(argv: readonly Bytes[]): Promise<Reply> {
    this.#refuseWhile('running');
    return this.#vm.command(argv, 2);
  }

  async keyspace(request: KeyspaceRequest): Promise<KeyspaceView> {
    return this.#vm.keyspace(request);
  }

  async reset(): Promise<void> {
    this.#refuseWhile('running');
    this.#vm.reset();
    this.#activity = 'idle';
  }

  close(): void {
    this.#vm.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #refuseWhile(activity: Activity): void {
    if (this.#activity === activity) throw new WrongStateError(`a script is ${activity}`);
  }

  async #begin(request: RunRequest, mode: 'script' | 'debugScript'): Promise<RunOutcome> {
    this.#refuseWhile('running');
    if (this.#activity === 'paused') await this.stop();
    const limits = mergeLimits(this.#limits, request.limits);
    if (request.reset) this.#vm.reset();
    this.#vm.setLimits(limits);
    const setup = request.setup.flatMap((command, line) => this.#setUp(command, line));
    const state = this.#vm.startScript(request, mode, request.protocol ?? 2);
    this.#run = { timeoutMs: limits.timeoutMs, elapsedMs: 0, setup };
    return this.#advance(state);
  }

  #setUp(command: SetupCommand, line: number): readonly SetupResult[] {
    const argv = typeof command === 'string' ? wordsOf(command) : command;
    if (argv === 'unbalanced') return [{ line, reply: { kind: 'error', bytes: kUnbalanced } }];
    if (argv.length === 0) return [];
    return [{ line, reply: this.#vm.command(argv, 2) }];
  }

  async #advance(first: VmState): Promise<RunOutcome> {
    this.#activity = 'running';
    this.#stopRequested = false;
    const startedMs = performance.now() - this.#run.elapsedMs;
    let lastProgressMs = startedMs;
    try {
      const state = await runInSlices(this.#vm, first, {
        timeoutMs: this.#run.timeoutMs,
        nextTurn: () => this.#platform.nextTurn(),
        isStopped: () => this.#stopRequested,
        afterSlice: () => {
          const nowMs = performance.now();
          this.#run.elapsedMs = nowMs - startedMs;
          if (nowMs - lastProgressMs < kProgressMs) return;
          lastProgressMs = nowMs;
          this.#onProgress?.(this.#vm.stats(this.#run.elapsedMs));
        },
      });
      this.#run.elapsedMs = performance.now() - startedMs;
      return this.#conclude(state);
    } catch (thrown) {
      this.#activity = 'idle';
      if (thrown instanceof StoppedError) return this.#conclude('stopped');
      if (!(thrown instanceof LimitError)) throw thrown;
      return { ...this.#conclude('stopped'), status: 'failed', error: thrown.toData() };
    }
  }

  #conclude(state: VmState): RunOutcome {
    const status: RunStatus = state === 'running' ? 'stopped' : state;
    this.#activity = status === 'paused' ? 'paused' : 'idle';
    const report = this.#vm.takeReport(this.#run.elapsedMs);
    const setup = this.#run.setup;
    this.#run.setup = [];
    return {
      status,
      log: report.log,
      changes: report.changes,
      stats: report.stats,
      setup,
      ...(status === 'finished' || status === 'failed' ? { reply: this.#vm.takeReply() } : {}),
      ...(report.error === undefined ? {} : { error: report.error }),
      ...(report.pause === undefined ? {} : { pause: report.pause }),
    };
  }
}

/** Least time between two progress reports. */
const kProgressMs = 100;
const kUnbalanced = bytesFromText('ERR unbalanced quotes in request');

function wordsOf(line: string): readonly Bytes[] | 'unbalanced' {
  return /^\s*(#|$)/.test(line) ? [] : splitCommandLine(line);
}
