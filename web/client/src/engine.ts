/**
 * `Engine`: what most users want. A keyspace, the commands on it, and scripts against it, with JavaScript values in and out.
 *
 * All calls are asynchronous and are served one after the other, as a Redis server does. A script that runs long gives way to the
 * event loop every few milliseconds, so that timers, servers and an `AbortSignal` work meanwhile.
 */
import { AdjustableClock } from './clock.js';
import type { ClockSetting } from './clock.js';
import { bytesFrom, bytesFromArray, bytesFromText, textFromBytes } from './bytes.js';
import type { BytesLike } from './bytes.js';
import type { Argument, CallOptions, CommandOptions, EngineOptions, EvalOptions, LuaOptions } from './engine_options.js';
import {
  EngineClosedError,
  InvalidArgumentError,
  LuaRuntimeError,
  LuaSyntaxError,
  RedisReplyError,
  StoppedError,
  WrongStateError,
} from './errors.js';
import { toLogEntry } from './log.js';
import type { Platform, ServerPlatform } from './platform.js';
import type { DebugHost } from './server/debugging.js';
import type { ListenOptions, ListeningServer } from './server/listen.js';
import type { EngineSocket } from './server/transport.js';
import type { Turns } from './server/turns.js';
import type { Bytes, CompileReport, Limits, LogEntry, Reply, RunOutcome, RunRequest } from './protocol.js';
import { toReplyValue } from './reply.js';
import type { ReplyValue, StringForm } from './reply.js';
import { kFirstSlice, mergeLimits, runInSlices } from './runner.js';
import { Session } from './session.js';
import { formatSnapshot, restoreCommands, takeSnapshot } from './snapshot.js';
import type { Snapshot } from './snapshot.js';
import { Vm, kReleases, kYieldPolicies } from './vm.js';
import type { VmParts, VmState } from './vm.js';
import { warmUp } from './warm_up.js';

/** The parts of a run that are the same for commands, scripts and programs. */
interface Running {
  readonly limits: Limits;
  readonly signal?: AbortSignal | undefined;
  afterSlice(): void;
}

/**
 * A Redis keyspace with its scripting engine. Made by `createEngine`.
 *
 * @example
 * ```ts
 * import { createEngine } from 'ferrous-lua';
 * const engine = await createEngine();
 * await engine.command('SET', 'visits', 41);
 * await engine.eval('return redis.call("INCR", KEYS[1])', { keys: ['visits'] }); // 42
 * engine.close();
 * ```
 */
export class Engine {
  readonly #vm: Vm;
  /** The server side, once there is one. */
  #turns: Turns | undefined;
  readonly #platform: Platform;
  readonly #parts: VmParts;
  readonly #clock: AdjustableClock;
  readonly #onLog: ((entry: LogEntry) => void) | undefined;
  readonly #limits: Limits;
  readonly #options: EngineOptions;
  /** The command that selects the database that the caller is in. */
  #selected: readonly Bytes[] = ['SELECT' as Bytes, '0' as Bytes];
  #lastSha: string | undefined;
  #lastEvalSha: readonly Bytes[] = [];
  /** The end of the queue of calls, and how many are in it. */
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** Used by `createEngine`. */
  static async create(platform: Platform, options: EngineOptions): Promise<Engine> {
    const parts = await loadParts(platform, options);
    const { vm, clock } = await createVm(platform, parts, options);
    return new Engine(platform, parts, vm, clock, options);
  }

  private constructor(platform: Platform, parts: VmParts, vm: Vm, clock: AdjustableClock, options: EngineOptions) {
    this.#platform = platform;
    this.#parts = parts;
    this.#vm = vm;
    this.#clock = clock;
    this.#onLog = options.onLog;
    this.#limits = mergeLimits(options.limits ?? {}, undefined);
    this.#options = options;
  }

  /**
   * Runs a script as `EVAL` does. Throws {@link LuaSyntaxError}, {@link LuaRuntimeError} or {@link RedisReplyError} when the answer is
   * an error.
   *
   * @example
   * ```ts
   * import { createEngine } from 'ferrous-lua';
   * const engine = await createEngine();
   * const answer = await engine.eval('return { KEYS[1], ARGV[1], #ARGV }', { keys: ['user:1'], args: ['hello', 2] });
   * answer; // ['user:1', 'hello', 2]
   * engine.close();
   * ```
   */
  async eval(script: BytesLike, options: EvalOptions = {}): Promise<ReplyValue> {
    return this.#value(await this.evalReply(script, options), options, script);
  }

  /** As {@link Engine.eval}, with the exact reply instead of a value. Errors of Redis and Lua are replies here. */
  async evalReply(script: BytesLike, options: EvalOptions = {}): Promise<Reply> {
    return this.#call(evalCommand('EVAL', bytesFrom(script), options), options);
  }

  /**
   * Runs a script that `load` or `eval` has made known.
   *
   * @example
   * ```ts
   * import { createEngine } from 'ferrous-lua';
   * const engine = await createEngine();
   * const sha = await engine.load('return ARGV[1] + 1');
   * await engine.evalSha(sha, { args: [41] }); // 42
   * engine.close();
   * ```
   */
  async evalSha(sha: string, options: EvalOptions = kNoOptions): Promise<ReplyValue> {
    const words = options === kNoOptions ? this.#plainEvalSha(sha) : evalCommand('EVALSHA', bytesFromText(sha), options);
    const reply = this.#call(words, options);
    return this.#value(reply instanceof Promise ? await reply : reply, options);
  }

  /** The words of EVALSHA without keys and arguments: the same array as last time for the same script, which need not be written again. */
  #plainEvalSha(sha: string): readonly Bytes[] {
    if (sha !== this.#lastSha) {
      this.#lastEvalSha = evalCommand('EVALSHA', bytesFromText(sha), kNoOptions);
      this.#lastSha = sha;
    }
    return this.#lastEvalSha;
  }

  /**
   * Compiles a script into the cache, as `SCRIPT LOAD` does, and returns its SHA-1. Throws {@link LuaSyntaxError} with the line.
   *
   * @example
   * ```ts
   * import { createEngine, LuaSyntaxError } from 'ferrous-lua';
   * const engine = await createEngine();
   * const problem = await engine.load('return 1 +').catch((error) => error);
   * problem instanceof LuaSyntaxError; // true
   * engine.close();
   * ```
   */
  async load(script: BytesLike): Promise<string> {
    const reply = await this.#call(['SCRIPT' as Bytes, 'LOAD' as Bytes, bytesFrom(script)], {});
    return String(this.#value(reply, {}, script));
  }

  /**
   * Makes the functions of a library known, as `FUNCTION LOAD REPLACE` does, and returns the library's name. A library of that name is
   * replaced, unless the source fails. Throws {@link LuaSyntaxError} or {@link RedisReplyError}.
   *
   * @example
   * ```ts
   * import { createEngine } from 'ferrous-lua';
   * const engine = await createEngine();
   * const greetings = `#!lua name=greetings
   *   redis.register_function('greet', function(keys, args) return 'Hello, ' .. args[1] .. '!' end)
   * `;
   * await engine.loadFunction(greetings); // 'greetings'
   * await engine.fcall('greet', { args: ['Ada'] }); // 'Hello, Ada!'
   * engine.close();
   * ```
   */
  async loadFunction(library: BytesLike): Promise<string> {
    const words = ['FUNCTION' as Bytes, 'LOAD' as Bytes, 'REPLACE' as Bytes, bytesFrom(library)];
    return String(this.#value(await this.#call(words, {}), {}, library));
  }

  /**
   * Calls a function that `loadFunction` has made known, as `FCALL` does.
   *
   * @example
   * ```ts
   * import { createEngine } from 'ferrous-lua';
   * const engine = await createEngine();
   * const counters = `#!lua name=counters
   *   redis.register_function('count', function(keys) return redis.call('INCR', keys[1]) end)
   * `;
   * await engine.loadFunction(counters);
   * await engine.fcall('count', { keys: ['visits'] }); // 1
   * engine.close();
   * ```
   */
  async fcall(name: string, options: EvalOptions = {}): Promise<ReplyValue> {
    return this.#value(await this.#call(evalCommand('FCALL', bytesFromText(name), options), options), options);
  }

  /**
   * Executes one Redis command. The words come as arguments, or as an array followed by options.
   *
   * @example
   * ```ts
   * import { createEngine } from 'ferrous-lua';
   * const engine = await createEngine();
   * await engine.command('RPUSH', 'list', 'a', 'b');
   * await engine.command('LRANGE', 'list', 0, -1); // ['a', 'b']
   * await engine.command(['GET', 'missing'], { protocol: 3 }); // null
   * engine.close();
   * ```
   */
  command(...words: readonly Argument[]): Promise<ReplyValue>;
  command(words: readonly Argument[], options?: CommandOptions): Promise<ReplyValue>;
  async command(...given: readonly unknown[]): Promise<ReplyValue> {
    const { words, options } = commandArguments(given);
    const reply = this.#call(words.map(argumentBytes), options);
    return this.#value(reply instanceof Promise ? await reply : reply, options);
  }

  /** As {@link Engine.command}, with the exact reply instead of a value. Errors are replies here. */
  async commandReply(words: readonly Argument[], options: CallOptions = {}): Promise<Reply> {
    return this.#call(words.map(argumentBytes), options);
  }

  /**
   * Runs a script and reports everything around it: reply, log, changed keys, numbers. Never throws for errors of the script.
   *
   * @example
   * ```ts
   * import { bytesFromText, createEngine } from 'ferrous-lua';
   * const engine = await createEngine();
   * const outcome = await engine.run({ script: bytesFromText('return redis.call("SET", KEYS[1], "v")'), keys: [bytesFromText('k')] });
   * outcome.status; // 'finished'
   * outcome.changes.map((change) => change.kind); // ['added']
   * engine.close();
   * ```
   */
  async run(request: Partial<RunRequest> & Pick<RunRequest, 'script'>): Promise<RunOutcome> {
    const whole = { keys: [], args: [], setup: [], reset: false, chunkName: 'user_script', ...request };
    return this.#inTurn(() => new Session(this.#vm, this.#platform, { limits: this.#limits }).run(whole));
  }

  /**
   * Compiles without running: every function with its instructions, constants and locals, or the problems found.
   *
   * @example
   * ```ts
   * import { createEngine } from 'ferrous-lua';
   * const engine = await createEngine();
   * const report = await engine.compile('local x = = 1');
   * report.status; // 'invalid'
   * engine.close();
   * ```
   */
  async compile(script: BytesLike): Promise<CompileReport> {
    return this.#inTurn(async () => this.#vm.compile(bytesFrom(script)));
  }

  /**
   * The bytecode as text in the layout of `luac -l -l`. Throws {@link LuaSyntaxError}.
   *
   * @example
   * ```ts
   * import { createEngine } from 'ferrous-lua';
   * const engine = await createEngine();
   * (await engine.list('return 1', 'one.lua')).startsWith('\nmain <one.lua:0,0>'); // true
   * engine.close();
   * ```
   */
  async list(script: BytesLike, name = 'user_script'): Promise<string> {
    return this.#inTurn(async () => this.#vm.list(bytesFrom(script), name));
  }

  /**
   * Runs a plain Lua 5.1 program, without Redis and its sandbox. Resolves to what it gave to `os.exit`, or 0. In Node it has files.
   * Throws {@link LuaSyntaxError} or {@link LuaRuntimeError}.
   *
   * @example
   * ```ts
   * import { createEngine } from 'ferrous-lua';
   * const engine = await createEngine();
   * let printed = '';
   * await engine.lua('print(("%d squared is %d"):format(..., (...) ^ 2))', {
   *   args: [7],
   *   output: (data) => (printed += new TextDecoder().decode(data)),
   * });
   * printed; // '7 squared is 49\n'
   * engine.close();
   * ```
   */
  async lua(program: BytesLike, options: LuaOptions = {}): Promise<number> {
    const source = bytesFrom(program);
    const args = (options.args ?? []).map(argumentBytes);
    const chunkName = bytesFromText(`@${options.name ?? 'script'}`);
    const limits = mergeLimits(this.#limits, options.limits);
    return this.#inTurn(async () => {
      const flush = (): void => this.#writeOutput(options.output);
      this.#prepare(limits, options.signal);
      const first = this.#vm.startLua({ chunkName, source, args }, flush);
      if (first === 'failed') throw this.#luaFailure(LuaSyntaxError, source);
      const state = await this.#finish(first, {
        limits,
        signal: options.signal,
        afterSlice: flush,
      }).finally(flush);
      if (state === 'failed') throw this.#luaFailure(LuaRuntimeError, source);
      return this.#vm.exitCode();
    });
  }

  /**
   * The whole keyspace as plain data that JSON can hold; `restore` brings it back, here or in another engine.
   *
   * @example
   * ```ts
   * import { createEngine } from 'ferrous-lua';
   * const engine = await createEngine();
   * await engine.command('SET', 'k', 'before');
   * const saved = await engine.dump();
   * await engine.command('SET', 'k', 'after');
   * await engine.restore(saved);
   * await engine.command('GET', 'k'); // 'before'
   * engine.close();
   * ```
   */
  async dump(): Promise<Snapshot> {
    return this.#inTurn(async () => {
      const snapshot = takeSnapshot((argv) => this.#vm.command(argv, 2));
      this.#vm.command(this.#selected, 2);
      return snapshot;
    });
  }

  /** Empties the keyspace and fills it with what {@link Engine.dump} returned. Keys that have expired meanwhile are gone. */
  async restore(snapshot: Snapshot): Promise<void> {
    const empty = [['FLUSHALL' as Bytes], ['SELECT' as Bytes, '0' as Bytes]];
    const commands = [...empty, ...restoreCommands(snapshot), this.#selected];
    await this.#inTurn(async () => {
      for (const argv of commands) {
        const reply = this.#vm.command(argv, 2);
        if (reply.kind === 'error') throw RedisReplyError.fromText(textFromBytes(reply.bytes));
      }
    });
  }

  /** The keyspace as redis-cli commands, one a line, that create it. */
  async dumpCommands(): Promise<string> {
    return formatSnapshot(await this.dump());
  }

  /**
   * The keyspace and the libraries of functions as an RDB file, as `SAVE` of Redis 7.0 writes it.
   *
   * @example
   * ```ts
   * import { createEngine } from 'ferrous-lua';
   * const engine = await createEngine();
   * await engine.command('SET', 'k', 'v');
   * const file = await engine.exportRdb();
   * new TextDecoder().decode(file.subarray(0, 9)); // 'REDIS0010'
   * await engine.command('FLUSHALL');
   * await engine.importRdb(file);
   * await engine.command('GET', 'k'); // 'v'
   * engine.close();
   * ```
   */
  async exportRdb(): Promise<Uint8Array> {
    return this.#inTurn(async () => this.#vm.exportFile());
  }

  /**
   * Replaces keyspace and functions by what is in an RDB file, of this engine or of Redis up to 7.4. Keys that have expired are left
   * out. Throws {@link InvalidArgumentError} for a file that is damaged or holds what is not known here; then nothing has changed.
   */
  async importRdb(file: Uint8Array): Promise<void> {
    return this.#inTurn(async () => this.#vm.importFile(bytesFromArray(file)));
  }

  /** Sets the clock: key expiry, `TIME` and `os.time` follow it. */
  setClock(clock: ClockSetting): void {
    this.#clock.set(clock);
  }

  /** Empties the keyspace, the script cache and the libraries of functions. */
  async reset(): Promise<void> {
    await this.#inTurn(async () => {
      this.#vm.reset();
      this.#vm.command(this.#selected, 2);
    });
  }

  get isClosed(): boolean {
    return this.#vm.isClosed;
  }

  /**
   * Has the JavaScript engine optimise the machine's code before the first script needs it: worthwhile in a page that has some seconds
   * before somebody runs something. It works for 1.2 seconds in all, in stretches of four milliseconds and a machine of its own; calls
   * may be made meanwhile. Resolves when that is done, or the engine closed.
   *
   * @example
   * ```ts
   * import { createEngine } from 'ferrous-lua';
   * const engine = await createEngine();
   * await engine.warmUp();
   * await engine.eval('return "as fast as it gets"'); // 'as fast as it gets'
   * engine.close();
   * ```
   */
  async warmUp(): Promise<void> {
    const { vm } = await createVm(this.#platform, this.#parts, {});
    await warmUp(vm, () => !this.isClosed);
  }

  /** Frees the machine's memory. Calls that follow, or still wait, fail with {@link EngineClosedError}. Closing twice is fine. */
  close(): void {
    this.#turns?.close();
    this.#vm.close();
  }

  /**
   * Serves Redis clients at a TCP port or a Unix socket. Only in Node. The keyspace is the one that `command` and `eval` see.
   *
   * @example
   * ```ts
   * import { createEngine } from 'ferrous-lua';
   * const engine = await createEngine();
   * const server = await engine.listen({ port: 0 });
   * server.address.startsWith('127.0.0.1:'); // true
   * await server.close();
   * engine.close();
   * ```
   */
  async listen(options: ListenOptions): Promise<ListeningServer> {
    const { turns, parts } = await this.#server(options.password);
    return parts.listen(turns, options);
  }

  /**
   * Opens a connection to the engine without a port: a stream that takes commands and gives replies, in the protocol of Redis. Only in
   * Node.
   *
   * @example
   * ```ts
   * import { once } from 'node:events';
   * import { createEngine } from 'ferrous-lua';
   * const engine = await createEngine();
   * const socket = await engine.connect();
   * socket.write('PING\r\n');
   * const [reply] = await once(socket, 'data');
   * String(reply); // '+PONG\r\n'
   * socket.destroy();
   * engine.close();
   * ```
   */
  async connect(): Promise<EngineSocket> {
    const { turns, parts } = await this.#server();
    return parts.openSocket(turns);
  }

  async #server(password = ''): Promise<{ readonly turns: Turns; readonly parts: ServerPlatform }> {
    const parts = await this.#platform.server?.();
    if (parts === undefined) throw new WrongStateError('there are no servers in a browser');
    if (this.#turns === undefined) {
      this.#vm.serve(bytesFromText(password));
      this.#turns = new parts.Turns(this.#vm, () => Date.now(), this.#debugHost());
    }
    return { turns: this.#turns, parts };
  }

  #debugHost(): DebugHost {
    return {
      vm: this.#vm,
      createCopy: async () => (await createVm(this.#platform, this.#parts, this.#options, this.#clock)).vm,
      alone: (work) => this.#inTurn(work),
      nextTurn: () => this.#platform.nextTurn(),
      writeLog: (vm) => this.#writeLog(vm),
    };
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** Calls are served in the order in which they came. */
  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#vm.isClosed) throw new EngineClosedError();
    this.#waiting++;
    const result = this.#last.then(() => {
      if (this.#vm.isClosed) throw new EngineClosedError();
      return work();
    });
    this.#last = result
      .catch(() => undefined)
      .then(() => {
        this.#waiting--;
        this.#turns?.wake();
      });
    return result;
  }

  /** The reply at once, if nothing else is waiting and the command is done in one slice. */
  #call(argv: readonly Bytes[], options: CallOptions): Reply | Promise<Reply> {
    const isPlain = options.limits === undefined && options.signal === undefined && this.#limits.timeoutMs === undefined;
    if (isPlain && this.#waiting === 0 && !this.#vm.isClosed) {
      this.#vm.setLimits(this.#limits);
      const reply = this.#vm.callCommand(argv, options.protocol ?? 2, kFirstSlice);
      if (typeof reply === 'object') {
        if (this.#onLog !== undefined) this.#writeLog();
        this.#turns?.wake();
        return this.#noted(argv, reply);
      }
      return this.#inTurn(() => this.#ended(argv, reply, { limits: this.#limits, afterSlice: () => this.#writeLog() }));
    }
    const limits = mergeLimits(this.#limits, options.limits);
    return this.#inTurn(async () => {
      const running = { limits, signal: options.signal, afterSlice: () => this.#writeLog() };
      this.#prepare(limits, options.signal);
      return this.#ended(argv, this.#vm.startCommand(argv, options.protocol ?? 2), running);
    });
  }

  /** The reply of a command that was started. */
  async #ended(argv: readonly Bytes[], started: VmState, running: Running): Promise<Reply> {
    await this.#finish(started, running).finally(running.afterSlice);
    return this.#noted(argv, this.#vm.takeReply());
  }

  /** Remembers the database that a client of this engine is in. */
  #noted(argv: readonly Bytes[], reply: Reply): Reply {
    const isSelect = argv[0]?.length === 6 && argv[0].toUpperCase() === 'SELECT';
    if (isSelect && reply.kind === 'status') this.#selected = argv;
    return reply;
  }

  /** Before a run starts. A signal that was aborted meanwhile lets nothing happen. */
  #prepare(limits: Limits, signal: AbortSignal | undefined): void {
    if (signal?.aborted === true) throw new StoppedError();
    this.#vm.setLimits(limits);
  }

  #finish(first: VmState, running: Running): Promise<VmState> {
    return runInSlices(this.#vm, first, {
      timeoutMs: running.limits.timeoutMs,
      nextTurn: () => this.#platform.nextTurn(),
      isStopped: () => running.signal?.aborted === true,
      afterSlice: running.afterSlice,
    });
  }

  #writeLog(vm = this.#vm): void {
    if (this.#onLog === undefined || vm.isClosed) return;
    for (const entry of vm.takeLog()) this.#onLog(toLogEntry(entry));
  }

  #writeOutput(output: LuaOptions['output']): void {
    if (this.#vm.isClosed) return;
    const printed = this.#vm.takeOutput();
    if (printed.length > 0) output?.(printed);
  }

  #luaFailure(kind: typeof LuaSyntaxError | typeof LuaRuntimeError, source: Bytes): RedisReplyError {
    const { text, line } = this.#vm.takeFailure();
    const [message = '', traceback] = textFromBytes(text).split(/\n(?=stack traceback:)/);
    return new kind(message, { line: line ?? lineIn(message), source: textFromBytes(source), traceback });
  }

  #value(reply: Reply, options: { readonly bytes?: boolean }, source?: BytesLike): ReplyValue {
    if (reply.kind === 'error') {
      throw RedisReplyError.fromText(textFromBytes(reply.bytes), typeof source === 'string' ? source : undefined);
    }
    const form: StringForm = options.bytes === true ? 'bytes' : 'text';
    return toReplyValue(reply, form);
  }
}

const kNoOptions: EvalOptions = {};

function positionIn(words: readonly string[], word: string, what: string): number {
  const position = words.indexOf(word);
  if (position < 0) throw new InvalidArgumentError(`${what} must be one of: ${words.join(', ')}`);
  return position;
}

/** What machines are made of. */
export async function loadParts(platform: Platform, options: Pick<EngineOptions, 'wasm' | 'deferredWasm'>): Promise<VmParts> {
  const [module, deferred] = await Promise.all([platform.compile(options.wasm), platform.deferred(options.deferredWasm)]);
  return { module, deferred };
}

/** The machine with its host, for engines and worker sessions alike. */
export async function createVm(
  platform: Platform,
  parts: VmParts,
  options: EngineOptions,
  clock = new AdjustableClock(options.clock ?? 'system'),
): Promise<{ vm: Vm; clock: AdjustableClock }> {
  const host = {
    wallClockMs: () => clock.nowMs(),
    processClockMs: () => platform.processClockMs(),
    commandDocuments: () => platform.commandDocuments(),
    environmentVariable: (name: string) => platform.environmentVariable(name),
    readFile: options.readFile ?? ((path: string) => platform.readFile(path)),
    files: platform.openFiles(),
  };
  const seed = options.seed ?? randomSeed();
  const yieldPolicy = positionIn(kYieldPolicies, options.yieldPolicy ?? 'lua51', 'the yield policy');
  const release = positionIn(kReleases, options.compat ?? '7.0.15', 'compat');
  const vm = await Vm.create(parts, host, { seed, release, databases: options.databases, yieldPolicy });
  return { vm, clock };
}

/** The line in the position that starts a message of plain Lua: `name:line: `. */
function lineIn(message: string): number | undefined {
  const position = /^[^\n]*?:([0-9]+): /.exec(message);
  return position === null ? undefined : Number(position[1]);
}

function randomSeed(): number {
  return globalThis.crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}

function argumentBytes(argument: Argument): Bytes {
  switch (typeof argument) {
    case 'string':
      return bytesFromText(argument);
    case 'number':
    case 'bigint':
      return bytesFromText(String(argument));
    default:
      if (argument instanceof Uint8Array) return bytesFrom(argument);
      throw new InvalidArgumentError(`an argument must be a string, a number or a Uint8Array, not ${describe(argument)}`);
  }
}

function describe(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value;
}

function evalCommand(name: 'EVAL' | 'EVALSHA' | 'FCALL', script: Bytes, options: EvalOptions): readonly Bytes[] {
  if (options.keys === undefined && options.args === undefined) return [name as string as Bytes, script, '0' as Bytes];
  const keys = (options.keys ?? []).map(argumentBytes);
  const args = (options.args ?? []).map(argumentBytes);
  return [name as string as Bytes, script, String(keys.length) as Bytes, ...keys, ...args];
}

function commandArguments(given: readonly unknown[]): {
  readonly words: readonly Argument[];
  readonly options: CommandOptions;
} {
  const [first, second] = given;
  if (!Array.isArray(first)) return { words: given as readonly Argument[], options: {} };
  return { words: first as readonly Argument[], options: (second ?? {}) as CommandOptions };
}
