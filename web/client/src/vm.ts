/**
 * A typed, byte-exact view of the raw module: requests and answers through its I/O buffer, JSON parsed and its strings decoded.
 * Synchronous, one call each; nothing here waits, schedules or keeps state about a run.
 */
import { HostBridge, unsigned } from './host_bridge.js';
import type { Deadlines, VmHost } from './host_bridge.js';
import createRawModule from './raw_module.js';
import type { RawModule } from './raw_module.js';
import { openSession } from './raw_session.js';
import type { OpenSession } from './raw_session.js';
import type { DeferredPart } from './platform.js';
import { bytesFromArray, bytesFromText, textFromBytes } from './bytes.js';
import { EngineClosedError, EngineLoadError, InvalidArgumentError, LuaSyntaxError, WrongStateError } from './errors.js';
import { decodeReplyWithin } from './reply.js';
import type {
  Breakpoint,
  Bytes,
  CompileReport,
  KeyspaceRequest,
  KeyspaceView,
  LimitName,
  Limits,
  LogLevel,
  ObjectHandle,
  ObjectPage,
  PageRequest,
  PlacedBreakpoint,
  Reply,
  RunReport,
  RunStats,
  StepKind,
} from './protocol.js';

/**
 * What a run is for; numbers as in `wasm/bindings.cpp`. `command`: any command, EVAL included, as a client sends it. `script`: a script
 * whose effects on the keyspace are reported. `debugScript`: the same under the debugger. `lua`: a plain Lua program.
 */
export const kMode = { command: 0, script: 1, debugScript: 2, lua: 3 } as const;

/** Which yields are refused; positions as in `core/vm/limits.h`. */
export const kYieldPolicies = ['lua51', 'free'] as const;
export type YieldPolicy = (typeof kYieldPolicies)[number];

/** Releases of Redis that can be answered like; positions as in `core/redis/keyspace/compatibility.h`. */
export const kReleases = ['7.0.15', '7.4'] as const;
export type Release = (typeof kReleases)[number];

/** State after a slice; numbers as in `wasm/bindings.cpp`. */
const kStates = ['running', 'finished', 'failed', 'paused', 'stopped'] as const;
export type VmState = (typeof kStates)[number];
const kRunning = kStates.indexOf('running');
const kFailed = kStates.indexOf('failed');

/** What is asked of LDB; numbers as in `wasm/bindings.cpp`, which says what request and answer are. */
export const kDebug = {
  start: 0,
  step: 1,
  continue: 2,
  stopLongRun: 3,
  fail: 4,
  evaluate: 5,
  call: 6,
  report: 7,
  locals: 8,
  print: 9,
  trace: 10,
  finish: 11,
} as const;
export type DebugRequest = keyof typeof kDebug;

/** What ended a run; numbers as in `wasm/bindings.cpp`. */
const kLimits = [undefined, 'instructions', 'time', 'memory', 'output'] as const satisfies readonly (LimitName | undefined)[];

const kSteps: Readonly<Record<StepKind, number>> = {
  instruction: 0,
  operation: 1,
  line: 2,
  over: 3,
  out: 4,
  continue: 5,
};

export interface VmOptions {
  readonly seed?: number | undefined;
  readonly databases?: number | undefined;
  /** A position in `kReleases`. */
  readonly release?: number | undefined;
  /** A position in `kYieldPolicies`. */
  readonly yieldPolicy?: number | undefined;
}

/** How far a run goes at once. */
export interface Slice {
  readonly instructions: number;
  readonly longestMs: number;
}

export interface ScriptCall {
  readonly script: Bytes;
  readonly keys: readonly Bytes[];
  readonly args: readonly Bytes[];
}

export interface LuaProgram {
  readonly chunkName: Bytes;
  readonly source: Bytes;
  readonly args: readonly Bytes[];
}

/** The error of a failed run: the exact text, and the line if it has one. */
export interface Failure {
  readonly text: Bytes;
  readonly line: number | undefined;
}

/** A log entry whose text is still bytes. */
export interface RawLogEntry {
  readonly level: LogLevel;
  readonly bytes: Bytes;
}

/** A client that connects to a server. */
export interface ClientPeer {
  readonly address: string;
  readonly localAddress: string;
  readonly isUnixSocket: boolean;
  readonly descriptor: number;
}

/** What happens to a connection after its bytes are sent; numbers as in `core/connection/hub.h`. */
const kDrainActions = ['keep', 'end', 'abort', 'debug', 'shutDown', 'shutDownWithoutSaving'] as const;
export type DrainAction = (typeof kDrainActions)[number];

/** The part of a {@link Vm} that a server needs. */
export type ServerVm = Pick<Vm, 'connect' | 'feed' | 'disconnect' | 'noteUnsent' | 'turn'>;

/** A library function that works long in a script of a client gives way after so much time. */
const kLongestServerSliceMs = 25;
/** The buffer for requests is not kept when it has grown beyond this; as in `wasm/bindings.cpp`. */
const kKeptInputBytes = 1 << 20;
const kLeastInputBytes = 1 << 12;

/** The compiled machine: what every run needs, and what is loaded when it is first called. */
export interface VmParts {
  readonly module: WebAssembly.Module;
  readonly deferred: DeferredPart;
}

export class Vm {
  readonly #raw: RawModule;
  readonly #bridge: HostBridge;
  #session: OpenSession | undefined;
  /** As configured, to leave out what the machine knows already. */
  #limits: Limits | undefined;
  #limitsText = '';
  /** Where requests are written, and how much there is room for. */
  #input = { address: 0, sizeBytes: 0 };
  /** The words that lie there already, and the size of their request. */
  #written: readonly Bytes[] = [];
  #writtenBytes = 0;

  private constructor(raw: RawModule, bridge: HostBridge, options: VmOptions) {
    this.#raw = raw;
    this.#bridge = bridge;
    this.#session = openSession(raw);
    this.#configure({ ...options });
  }

  /** Instantiates the compiled module: about two milliseconds. */
  static async create(parts: VmParts, host: VmHost, options: VmOptions): Promise<Vm> {
    const bridge = new HostBridge(host);
    const raw = await createRawModule({
      host: bridge,
      instantiateWasm(imports, receive) {
        const instance = instantiate(parts, imports);
        receive(instance);
        return instance.exports;
      },
      printErr: (text) => {
        throw new EngineLoadError(text);
      },
    });
    bridge.attach(raw);
    return new Vm(raw, bridge, options);
  }

  close(): void {
    this.#session?.close();
    this.#session = undefined;
  }

  get isClosed(): boolean {
    return this.#session === undefined;
  }

  /** Sets the limits of the runs that start later; what is absent is the default. Time is the runner's. */
  setLimits(limits: Limits): void {
    if (limits === this.#limits) return;
    const numbers = {
      instructions: limits.instructions ?? 0,
      memoryBytes: limits.memoryBytes ?? 0,
      memoryEndsRun: limits.onMemory === 'end' ? 1 : 0,
      stringBytes: limits.stringBytes ?? 0,
      stackDepth: limits.stackDepth ?? 0,
      outputBytes: limits.outputBytes ?? 0,
    };
    const text = JSON.stringify(numbers);
    if (text !== this.#limitsText) this.#configure(numbers);
    this.#limitsText = text;
    this.#limits = limits;
  }

  /** When the slice, and when the run should be over: natives that work long ask. */
  setDeadlines(deadlines: Deadlines): void {
    this.#bridge.setDeadlines(deadlines);
  }

  /** The limit that ended the failed run. */
  reachedLimit(): LimitName | undefined {
    return this.#ask((session) => kLimits[session.limit()]);
  }

  startCommand(argv: readonly Bytes[], protocol: 2 | 3): VmState {
    return this.#start(argv, kMode.command, protocol);
  }

  /** A command up to the end of its first slice: its reply, or the state it is in. The words must not change later. */
  callCommand(argv: readonly Bytes[], protocol: 2 | 3, slice: Slice): Reply | 'running' | 'failed' {
    requireWords(argv);
    return this.#ask((session) => {
      this.#bridge.beginSlice(slice.longestMs);
      const state = this.#raw._sessionCall(session.address, this.#put(argv), protocol, slice.instructions);
      if (state === kRunning) return 'running';
      if (state === kFailed && session.limit() !== 0) return 'failed';
      return this.#reply(session);
    });
  }

  startScript(call: ScriptCall, mode: 'script' | 'debugScript', protocol: 2 | 3): VmState {
    return this.#start([call.script, number(call.keys.length), ...call.keys, ...call.args], kMode[mode], protocol);
  }

  /** `flushOutput` is called before the program reads from standard input or writes to standard error. */
  startLua(program: LuaProgram, flushOutput: () => void): VmState {
    this.#bridge.flushOutput = flushOutput;
    return this.#start([program.chunkName, program.source, ...program.args], kMode.lua, 2);
  }

  resume(budgetInstructions: number): VmState {
    return this.#ask((session) => stateOf(session.resume(budgetInstructions)));
  }

  /** Says how far the next `resume` goes. */
  planStep(kind: StepKind): void {
    const planned = this.#ask((session) => session.step(kSteps[kind]));
    if (!planned) throw new WrongStateError('no script is paused');
  }

  requestPause(): void {
    this.#ask((session) => session.requestPause());
  }

  stop(): void {
    this.#ask((session) => session.stop());
  }

  takeReply(): Reply {
    return this.#ask((session) => {
      session.takeReply();
      return this.#reply(session);
    });
  }

  takeFailure(): Failure {
    return this.#ask((session) => {
      const line = session.takeFailure();
      return { text: bytesFromArray(this.#answer(session)), line: line === 0 ? undefined : line };
    });
  }

  takeOutput(): Uint8Array {
    return this.#ask((session) => {
      session.takeOutput();
      return this.#answer(session);
    });
  }

  /** What the program that ended gave to `os.exit`. */
  exitCode(): number {
    return this.#ask((session) => session.exitCode());
  }

  takeLog(): readonly RawLogEntry[] {
    const words = this.#ask((session) => {
      session.takeLog();
      return this.#answerList(session);
    });
    const entries: RawLogEntry[] = [];
    for (let at = 0; at + 1 < words.length; at += 2) {
      entries.push({ level: words[at] as string as LogLevel, bytes: words[at + 1] as Bytes });
    }
    return entries;
  }

  takeReport(elapsedMs: number): RunReport {
    return this.#askJson((session) => session.takeReport(elapsedMs)) as RunReport;
  }

  stats(elapsedMs: number): RunStats {
    return this.#ask((session) => {
      return { instructions: session.instructions(), commands: session.commands(), ms: elapsedMs };
    });
  }

  command(argv: readonly Bytes[], protocol: 2 | 3): Reply {
    requireWords(argv);
    return this.#ask((session) => {
      session.command(this.#put([...argv]), protocol);
      return this.#reply(session);
    });
  }

  compile(script: Bytes): CompileReport {
    return this.#askJson((session) => session.compile(this.#put([script]))) as CompileReport;
  }

  list(script: Bytes, chunkName: string): string {
    const { listed, text } = this.#ask((session) => {
      const listed = session.list(this.#put([script, bytesFromText(chunkName)]));
      return { listed, text: textFromBytes(bytesFromArray(this.#answer(session))) };
    });
    if (listed) return text;
    const line = /:([0-9]+): /.exec(text);
    throw new LuaSyntaxError(text, { line: line === null ? undefined : Number(line[1]) });
  }

  setBreakpoints(breakpoints: readonly Breakpoint[]): readonly PlacedBreakpoint[] {
    const lines = breakpoints.map((breakpoint) => number(breakpoint.line));
    const answer = this.#ask((session) => {
      session.setBreakpoints(this.#put(lines));
      return this.#answerList(session).map(Number);
    });
    const placed: PlacedBreakpoint[] = [];
    for (let at = 0; at + 1 < answer.length; at += 2) {
      placed.push({ wantedLine: answer[at] as number, line: answer[at + 1] as number });
    }
    return placed;
  }

  /** Undefined when the handle is stale: the object is gone, or the run went on. */
  inspect(handle: ObjectHandle, page: PageRequest): ObjectPage | undefined {
    const words = [bytesFromText(handle), number(page.offset), number(page.count)];
    return this.#ask((session) => {
      const found = session.inspect(this.#put(words));
      return found ? (parseContract(bytesFromArray(this.#answer(session))) as ObjectPage) : undefined;
    });
  }

  keyspace(request: KeyspaceRequest): KeyspaceView {
    const words = [
      number(request.database),
      number(request.offset),
      number(request.count),
      bytesFromText(request.pattern ?? ''),
    ];
    return this.#askJson((session) => session.keyspace(this.#put(words))) as KeyspaceView;
  }

  exportFile(): Uint8Array {
    return this.#ask((session) => {
      session.exportFile();
      return this.#answer(session);
    });
  }

  importFile(file: Bytes): void {
    const problem = this.#ask((session) => {
      return session.importFile(this.#put([file])) ? '' : textFromBytes(bytesFromArray(this.#answer(session)));
    });
    if (problem !== '') throw new InvalidArgumentError(problem);
  }

  /** Asks LDB something; a run that it starts is `paused` where the script is stopped. */
  debug(request: DebugRequest, words: readonly Bytes[] = []): readonly Bytes[] {
    return this.#ask((session) => {
      session.debug(kDebug[request], this.#put([...words]));
      return this.#answerList(session);
    });
  }

  reset(): void {
    this.#ask((session) => session.reset());
  }

  // ---- server ----

  serve(password: Bytes): void {
    this.#ask((session) => session.serve(this.#put([password])));
  }

  connect(peer: ClientPeer): number {
    const words = [bytesFromText(peer.address), bytesFromText(peer.localAddress), number(Math.max(peer.descriptor, 0))];
    return this.#ask((session) => session.connect(this.#put(words), peer.isUnixSocket));
  }

  feed(id: number, bytes: Uint8Array): void {
    this.#ask((session) => {
      this.#bridge.beginSlice(kLongestServerSliceMs);
      const address = this.#reserve(session, bytes.length);
      this.#written = [];
      this.#raw.HEAPU8.set(bytes, address);
      this.#raw._sessionFeed(session.address, id, bytes.length);
    });
  }

  disconnect(id: number): void {
    this.#ask((session) => session.disconnect(id));
  }

  noteUnsent(id: number, bytes: number): void {
    this.#ask((session) => session.noteUnsent(id, bytes));
  }

  /** What clients are to receive, and the moment of the next turn at the latest (0: no need), or `'now'`. */
  turn(take: (id: number, action: DrainAction, bytes: Uint8Array) => void): number | 'now' {
    return this.#ask((session) => {
      this.#bridge.beginSlice(kLongestServerSliceMs);
      const nextMs = this.#raw._sessionTurn(session.address);
      if (this.#raw._sessionOutputSize(session.address) > 0) {
        const data = this.#answer(session);
        const view = new DataView(data.buffer, data.byteOffset);
        for (let at = 0; at < data.length; ) {
          const id = view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
          const action = kDrainActions[view.getUint32(at + 8, true)] ?? 'abort';
          const size = view.getUint32(at + 12, true);
          take(id, action, data.subarray(at + 16, at + 16 + size));
          at += 16 + size;
        }
      }
      return nextMs < 0 ? 'now' : nextMs;
    });
  }

  #start(words: readonly Bytes[], mode: number, protocol: 2 | 3): VmState {
    requireWords(words);
    return this.#ask((session) => stateOf(session.start(this.#put(words), mode, protocol)));
  }

  #configure(options: Readonly<Record<string, number | undefined>>): void {
    const words: Bytes[] = [];
    for (const [name, value] of Object.entries(options)) {
      if (value === undefined) continue;
      if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError(`${name} must be a whole number`);
      words.push(bytesFromText(name), number(value));
    }
    const accepted = this.#ask((session) => session.configure(this.#put(words)));
    if (!accepted) throw new InvalidArgumentError(`the engine does not know all of: ${words.join(' ')}`);
  }

  /** Every entry into the module passes here: a trap inside of it leaves memory in an unknown state, so the session is given up. */
  #ask<T>(call: (session: OpenSession) => T): T {
    const session = this.#session;
    if (session === undefined) throw new EngineClosedError();
    try {
      return call(session);
    } catch (thrown) {
      if (!(thrown instanceof WebAssembly.RuntimeError || thrown instanceof EngineLoadError)) throw thrown;
      this.#session = undefined;
      throw new EngineLoadError(`the engine failed and is closed: ${thrown.message}`);
    }
  }

  #askJson(call: (session: OpenSession) => void): unknown {
    return this.#ask((session) => {
      call(session);
      return parseContract(bytesFromArray(this.#answer(session)));
    });
  }

  /**
   * Writes a request and returns its size. Words that the last request began with as well lie there already. The array is kept and must
   * not change later.
   */
  #put(words: readonly Bytes[]): number {
    if (words === this.#written && words.length > 0) return this.#writtenBytes;
    const session = this.#session;
    if (session === undefined) throw new EngineClosedError();
    let size = 4;
    for (const word of words) size += 4 + word.length;
    let at = this.#reserve(session, size);
    const memory = this.#raw.HEAPU8;
    const written = this.#written;
    let isWritten = true;
    writeLength(memory, at, words.length);
    at += 4;
    for (let index = 0; index < words.length; index++) {
      const word = words[index] as Bytes;
      isWritten = isWritten && word === written[index];
      if (!isWritten) {
        writeLength(memory, at, word.length);
        copyBytes(memory, at + 4, word);
      }
      at += 4 + word.length;
    }
    this.#written = words;
    this.#writtenBytes = size;
    return size;
  }

  /** The buffer for requests, grown if need be, and let shrink when a large request is over. */
  #reserve(session: OpenSession, sizeBytes: number): number {
    if (sizeBytes > this.#input.sizeBytes || this.#input.sizeBytes > kKeptInputBytes) {
      const size = Math.max(sizeBytes, kLeastInputBytes);
      this.#input = { address: unsigned(this.#raw._sessionReserveInput(session.address, size)), sizeBytes: size };
      this.#written = [];
    }
    return this.#input.address;
  }

  #reply(session: OpenSession): Reply {
    const start = unsigned(this.#raw._sessionOutputAddress(session.address));
    return decodeReplyWithin(this.#raw.HEAPU8, start, start + unsigned(this.#raw._sessionOutputSize(session.address)));
  }

  /** The answer, copied out of the module's memory. */
  #answer(session: OpenSession): Uint8Array {
    const start = unsigned(this.#raw._sessionOutputAddress(session.address));
    return this.#raw.HEAPU8.slice(start, start + unsigned(this.#raw._sessionOutputSize(session.address)));
  }

  #answerList(session: OpenSession): Bytes[] {
    const data = this.#answer(session);
    const view = new DataView(data.buffer, data.byteOffset);
    const words: Bytes[] = [];
    let at = 4;
    for (let left = view.getUint32(0, true); left > 0; left--) {
      const size = view.getUint32(at, true);
      words.push(bytesFromArray(data.subarray(at + 4, at + 4 + size)));
      at += 4 + size;
    }
    return words;
  }
}

type Exported = (...args: readonly unknown[]) => unknown;

/**
 * Makes an instance of the machine. A function of the second part is an import named by its place in the table of functions until that
 * part is there; its instantiation fills in all places (`wasm/split_module.mjs`).
 */
function instantiate({ module, deferred }: VmParts, imports: WebAssembly.Imports): WebAssembly.Instance {
  let table: WebAssembly.Table | undefined;
  const load = (): WebAssembly.Table => {
    if (table !== undefined) return table;
    new WebAssembly.Instance(deferred(), { primary: instance.exports });
    table = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Table);
    if (table === undefined) throw new EngineLoadError('the machine has no table of functions');
    return table;
  };
  const standIn =
    (place: number): Exported =>
    (...args) =>
      (load().get(place) as Exported)(...args);
  const placeholder = new Proxy({}, { get: (_, name) => standIn(Number(name)) });
  const instance = new WebAssembly.Instance(module, { ...imports, placeholder });
  return instance;
}

function requireWords(argv: readonly Bytes[]): void {
  if (argv.length === 0) throw new InvalidArgumentError('a command has at least one word');
}

const encoder = new TextEncoder();

/** Long pure ASCII strings are worth the native encoder; it stops at nothing else because bytes from 0x80 would grow. */
function copyBytes(memory: Uint8Array, at: number, bytes: Bytes): void {
  if (bytes.length > 64) {
    const target = memory.subarray(at, at + bytes.length);
    const { read, written } = encoder.encodeInto(bytes, target);
    if (read === bytes.length && written === bytes.length) return;
  }
  for (let index = 0; index < bytes.length; index++) memory[at + index] = bytes.charCodeAt(index);
}

function writeLength(memory: Uint8Array, at: number, length: number): void {
  memory[at] = length;
  memory[at + 1] = length >>> 8;
  memory[at + 2] = length >>> 16;
  memory[at + 3] = length >>> 24;
}

function number(value: number): Bytes {
  if (!Number.isSafeInteger(value)) throw new InvalidArgumentError(`not a whole number: ${value}`);
  return String(value) as Bytes;
}

function stateOf(raw: number): VmState {
  const state = kStates[raw];
  if (state === undefined) throw new EngineLoadError(`the engine answered with the unknown state ${raw}`);
  return state;
}

/** Parses the JSON of the contract in `protocol.ts`: all strings become text, except under `key` and `bytes`. */
export function parseContract(json: string): unknown {
  if (json === '') return undefined;
  return JSON.parse(json, (name, value: unknown) => {
    return typeof value === 'string' && name !== 'key' && name !== 'bytes' ? textFromBytes(value) : value;
  });
}
