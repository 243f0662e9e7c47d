/**
 * The data that crosses between the engine, its worker and a page: plain values that can be printed, compared, cloned and sent.
 *
 * **The JSON contract.** The engine (C++) hands over `RunReport` (with `Pause`), `CompileReport` (with `ModuleListing`),
 * `KeyspaceView` and `ObjectPage` as JSON text, replies as RESP3 bytes, and nothing else. The JSON has exactly the property names and
 * literals written below. Every string in it is a *byte string*: one character U+0000 to U+00FF per byte, so the JSON text itself
 * is pure ASCII (bytes below 0x20, the quote, the backslash, 0x7f and every byte from 0x80 are written as `\u00XX`). Optional
 * properties (`name?`) are left out when absent, never null. Integers are at most 2^53 - 1.
 *
 * On arrival `session.ts` turns every string into Unicode text (UTF-8; each byte that is not valid becomes its Latin-1 character),
 * except properties named `key` and `bytes`: these are identities and payloads, stay byte strings, and have the type {@link Bytes}.
 */

declare const bytesBrand: unique symbol;

/**
 * A string of bytes: one character U+0000 to U+00FF per byte. Comparable with `===`, JSON-able, and as small as a `Uint8Array` in
 * every engine. Made by `bytesFromText`, `bytesFromArray`; shown by `textFromBytes`; see `bytes.ts`.
 */
export type Bytes = string & { readonly [bytesBrand]: 'bytes' };

// ---------------------------------------------------------------------------------------------------------------- replies

/** A Redis reply, lossless, with the kinds of RESP3. RESP2 replies use a subset of the kinds. */
export type Reply =
  | { readonly kind: 'status'; readonly bytes: Bytes }
  | { readonly kind: 'error'; readonly bytes: Bytes }
  | { readonly kind: 'integer'; readonly value: number | bigint }
  | { readonly kind: 'bulk'; readonly bytes: Bytes }
  | { readonly kind: 'nil' }
  | { readonly kind: 'array'; readonly items: readonly Reply[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [Reply, Reply])[] }
  | { readonly kind: 'set'; readonly items: readonly Reply[] }
  | { readonly kind: 'push'; readonly items: readonly Reply[] }
  | { readonly kind: 'double'; readonly value: number; readonly bytes: Bytes }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'bigNumber'; readonly bytes: Bytes }
  | { readonly kind: 'verbatim'; readonly format: string; readonly bytes: Bytes };

// -------------------------------------------------------------------------------------------------------------- run a script

/** One command of the data pane: a line as typed into redis-cli (quotes and `\xHH` escapes understood), or its words. */
export type SetupCommand = string | readonly Bytes[];

/**
 * What a run may take. Absent: the defaults of the engine, which never let a script exhaust the process: 1 GB of memory, strings of
 * 512 MB, 16,385 nested calls, no limit of instructions, time and output.
 */
export interface Limits {
  /** The run fails with code `LIMIT` after about so many instructions, counted at calls and backward jumps and by natives that work long. */
  readonly instructions?: number;
  /** The run fails with code `LIMIT` after so many milliseconds, also within a library function. */
  readonly timeoutMs?: number;
  /** Size of the Lua heap. Beyond it scripts get the error "not enough memory". */
  readonly memoryBytes?: number;
  /** `end`: a run that reaches `memoryBytes` fails with code `LIMIT` instead; the script cannot catch it. Default: `error`. */
  readonly onMemory?: 'error' | 'end';
  /** Length of a string. Beyond it scripts get the error "not enough memory". */
  readonly stringBytes?: number;
  /** Nested calls. Beyond it scripts get the error "stack overflow". */
  readonly stackDepth?: number;
  /** The run fails with code `LIMIT` after it has written so much with `redis.log`, `print` and `io.write`. */
  readonly outputBytes?: number;
}

/** The limit that ended a run. */
export type LimitName = 'instructions' | 'time' | 'memory' | 'output';

/** Everything that determines a run, apart from the keyspace it starts on. */
export interface RunRequest {
  readonly script: Bytes;
  readonly keys: readonly Bytes[];
  readonly args: readonly Bytes[];
  /** Commands executed before the script; blank lines and lines that start with `#` are skipped. */
  readonly setup: readonly SetupCommand[];
  /** True: the keyspace is emptied before `setup`. False: it is used as the last run left it. */
  readonly reset: boolean;
  /** Name shown in listings and positions of the debugger. Error texts of scripts always say `user_script`. */
  readonly chunkName: string;
  /** The RESP version of the asking client: 2 (the default) turns maps, sets and doubles into arrays and strings, as redis-cli sees. */
  readonly protocol?: 2 | 3;
  /** On top of the engine's. */
  readonly limits?: Limits;
}

export type RunStatus = 'finished' | 'failed' | 'paused' | 'stopped';

export type LogLevel = 'debug' | 'verbose' | 'notice' | 'warning' | 'print';

/** One `redis.log` call (its level), or one line written by `print` in the plain Lua mode. */
export interface LogEntry {
  readonly level: LogLevel;
  readonly text: string;
}

/** Why a run failed. `message` is the exact text that Redis would answer, code included. */
export interface RunError {
  /** The first word of the error, such as `ERR`, `WRONGTYPE`, `NOSCRIPT`; `SYNTAX` for a script that does not compile; `LIMIT`. */
  readonly code: string;
  readonly message: string;
  /** Line of the script, from 1. Absent when the error has no position. */
  readonly line?: number;
}

export interface RunStats {
  readonly instructions: number;
  /** Redis commands that the script executed. */
  readonly commands: number;
  readonly ms: number;
}

/** What one setup command answered; `line` counts from 0 in {@link RunRequest.setup}. */
export interface SetupResult {
  readonly line: number;
  readonly reply: Reply;
}

/** What the engine reports as JSON at the end of each slice, step or run; the reply comes beside it as RESP3 bytes. */
export interface RunReport {
  readonly status: RunStatus | 'running';
  /** With `failed`. */
  readonly error?: RunError;
  /** Entries since the last report, oldest first. */
  readonly log: readonly LogEntry[];
  /** Differences of all databases between the end of setup and now. Only filled when the status is not `running`. */
  readonly changes: readonly KeyChange[];
  readonly stats: RunStats;
  /** With `paused`. */
  readonly pause?: Pause;
}

/** The result of `run`, `start`, `step` and `runTo`. `status` decides which of the optional properties are there. */
export interface RunOutcome {
  readonly status: RunStatus;
  /** With `finished`: the reply of the script. With `failed`: the error reply. */
  readonly reply?: Reply;
  readonly error?: RunError;
  readonly pause?: Pause;
  /** Entries since the last outcome of this run, oldest first. */
  readonly log: readonly LogEntry[];
  readonly changes: readonly KeyChange[];
  readonly stats: RunStats;
  /** Replies of the setup commands, in order. Only in the first outcome of a run. */
  readonly setup: readonly SetupResult[];
}

// ------------------------------------------------------------------------------------------------------------------ stepping

/**
 * How far a step goes. `instruction`: the next bytecode instruction in any function. `operation`: the next entry of the operation
 * queue, phase of a native, or instruction, whichever comes first. `line`: the next line, entering calls. `over`: the next line of
 * this frame or of a caller. `out`: until this frame has returned. `continue`: to the next breakpoint or the end.
 */
export type StepKind = 'instruction' | 'line' | 'operation' | 'over' | 'out' | 'continue';

export type PauseReason = 'entry' | 'step' | 'breakpoint' | 'stopRequest' | 'error';

/** A place in the compiled script. */
export interface Position {
  readonly functionId: number;
  /** Index of the instruction that runs next, from 0. */
  readonly pc: number;
  /** Line of that instruction, from 1. */
  readonly line: number;
}

export type ValueType =
  | 'nil'
  | 'boolean'
  | 'number'
  | 'string'
  | 'table'
  | 'function'
  | 'userdata'
  | 'thread';

/** Names a heap object for `inspect`: valid until the run goes on. Written `index:generation`. */
export type ObjectHandle = string;

/**
 * A Lua value as shown to a reader. `text` is Lua notation: `nil`, `true`, `42`, `"quoted\n"`, `table 3`, `function add <4>`.
 * `truncated` when the string is longer than what is shown. `handle` for values that can be opened.
 */
export interface ValueView {
  readonly type: ValueType;
  readonly text: string;
  readonly truncated?: boolean;
  readonly handle?: ObjectHandle;
}

export interface RegisterView {
  readonly index: number;
  /** The local variable that lives here at this instruction. Absent: a temporary. */
  readonly name?: string;
  readonly value: ValueView;
}

export interface UpvalueView {
  readonly index: number;
  readonly name?: string;
  /** Open: still in a register of a running function. */
  readonly open: boolean;
  readonly value: ValueView;
}

/** One activation, newest first in {@link Pause.frames}. */
export interface FrameView {
  readonly kind: 'lua' | 'native';
  /** As in a traceback: `main chunk`, `function 'add'`, `field 'call'`, `?`. */
  readonly name: string;
  /** Lua frames only. */
  readonly position?: Position;
  /** Native frames: phase in words, such as `waiting for comparison`. Lua frames: what the frame waits for, if it waits. */
  readonly waiting?: string;
  readonly registers: readonly RegisterView[];
  readonly upvalues: readonly UpvalueView[];
  readonly varargs: readonly ValueView[];
}

export type OperationKind =
  | 'call'
  | 'return'
  | 'raise'
  | 'yield'
  | 'resume'
  | 'awaitReply'
  | 'deliverReply'
  | 'finalize'
  | 'interrupt';

/** One pending operation. Immediate: the running frame's own next step (front of the queue). Deferred: from outside (back). */
export interface OperationView {
  readonly kind: OperationKind;
  /** Why it is there: `call`, `metamethod __index`, `iterator`, `protected call`, `comparator`, `host`, ... */
  readonly cause: string;
  readonly priority: 'immediate' | 'deferred';
  /** One line in words, such as `call add with 2 arguments, 1 result wanted`. */
  readonly text: string;
}

/** A script at rest: all that the debugger shows. */
export interface Pause {
  readonly reason: PauseReason;
  /** Position of the innermost Lua frame. */
  readonly position: Position;
  readonly frames: readonly FrameView[];
  readonly operations: readonly OperationView[];
  /** Machine steps (instructions, operations and native phases) since the start of the run. */
  readonly steps: number;
  /** With reason `error`: the error value that is about to be raised. */
  readonly error?: ValueView;
}

export interface PageRequest {
  readonly offset: number;
  readonly count: number;
}

/** A page of the fields of a table, or of the parts of a function. */
export interface ObjectPage {
  readonly handle: ObjectHandle;
  readonly type: ValueType;
  readonly total: number;
  readonly offset: number;
  readonly entries: readonly { readonly name: ValueView; readonly value: ValueView }[];
  readonly metatable?: ValueView;
}

// ---------------------------------------------------------------------------------------------------------------- compiling

/** A problem in the source. Lines and columns from 1, columns in bytes, `endColumn` is the first column after the token. */
export interface Diagnostic {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  /** The text of Lua 5.1 without chunk name and line: `'=' expected near 'x'`. */
  readonly message: string;
}

export interface InstructionView {
  readonly pc: number;
  readonly line: number;
  readonly opcode: string;
  /** Operands as in the listing, such as `0 -1`. */
  readonly operands: string;
  /** After the `;`, such as `KEYS` or `to 13`. Empty when there is none. */
  readonly comment: string;
  /** The whole line as `list` prints it, without the leading tab. */
  readonly text: string;
}

export interface LocalView {
  readonly name: string;
  readonly register: number;
  /** The variable is alive for instructions `startPc <= pc < endPc`. */
  readonly startPc: number;
  readonly endPc: number;
}

export interface FunctionView {
  /** The main chunk is 0; the others are numbered in the order in which they appear in the source. */
  readonly id: number;
  /** The id of the function around it. Absent for the main chunk. */
  readonly parent?: number;
  /** `main`, or the name under which the function was declared, or `function`. */
  readonly name: string;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly params: number;
  readonly isVararg: boolean;
  readonly slots: number;
  readonly upvalues: readonly string[];
  /** In Lua notation. */
  readonly constants: readonly ValueView[];
  readonly locals: readonly LocalView[];
  readonly instructions: readonly InstructionView[];
}

export interface ModuleListing {
  readonly functions: readonly FunctionView[];
}

/** Exactly one of the two: a listing, or at least one diagnostic. */
export type CompileReport =
  | { readonly status: 'compiled'; readonly listing: ModuleListing; readonly warnings: readonly Diagnostic[] }
  | { readonly status: 'invalid'; readonly diagnostics: readonly Diagnostic[] };

// ----------------------------------------------------------------------------------------------------------------- keyspace

export type KeyType = 'string' | 'list' | 'set' | 'zset' | 'hash' | 'stream';

/** One key with a preview of its value. */
export interface KeyView {
  readonly key: Bytes;
  readonly type: KeyType;
  /** As `OBJECT ENCODING` says. */
  readonly encoding: string;
  /** Milliseconds until it expires. Absent: it does not. */
  readonly ttlMs?: number;
  /** Bytes of a string, elements, members, fields or entries of the others. */
  readonly length: number;
  readonly preview: readonly PreviewItem[];
  /** The preview leaves something out. */
  readonly truncated: boolean;
}

/** A piece of a value: the string; one element; a member with its score as `label`; a field as `label` with its value. */
export interface PreviewItem {
  readonly label?: string;
  readonly text: string;
}

export interface KeyspaceRequest extends PageRequest {
  readonly database: number;
  /** Redis glob pattern; absent: all keys. */
  readonly pattern?: string;
}

export interface KeyspaceView {
  readonly database: number;
  /** Keys that match. */
  readonly total: number;
  readonly offset: number;
  readonly keys: readonly KeyView[];
}

/** A difference between two states of one key. `before` is absent when it was added, `after` when it is gone. */
export interface KeyChange {
  readonly kind: 'added' | 'changed' | 'removed' | 'expired';
  readonly database: number;
  readonly key: Bytes;
  readonly before?: KeyView;
  readonly after?: KeyView;
}

// ----------------------------------------------------------------------------------------------------------------- protocol

export interface Breakpoint {
  readonly line: number;
}

/** Where breakpoints really lie: on the first line at or after the wanted one that has code. Unplaceable ones are left out. */
export interface PlacedBreakpoint {
  readonly wantedLine: number;
  readonly line: number;
}

/** Everything a page may ask of the engine: one line per request. */
export interface SessionApi {
  /** Runs a script from start to end, without observation, in slices. */
  run(request: RunRequest): RunOutcome;
  /** Starts a script under the debugger and pauses before its first instruction. */
  start(request: RunRequest): RunOutcome;
  /** Goes on with a paused script. */
  step(kind: StepKind): RunOutcome;
  /** Ends a paused or running script; the running call answers with status `stopped`. Does nothing when idle. */
  stop(): void;
  /** Asks a running observed script to pause at its next instruction; the running call answers with status `paused`. */
  pause(): void;
  setBreakpoints(breakpoints: readonly Breakpoint[]): readonly PlacedBreakpoint[];
  inspect(handle: ObjectHandle, page: PageRequest): ObjectPage;
  /** Compiles without running: the listing, or the diagnostics. */
  compile(script: Bytes): CompileReport;
  /** The listing as text in the layout of `luac -l -l`. Fails with `SYNTAX` when the script does not compile. */
  list(script: Bytes): string;
  /** Executes one Redis command. */
  command(argv: readonly Bytes[]): Reply;
  keyspace(request: KeyspaceRequest): KeyspaceView;
  /** Empties the keyspace, the script cache and the log. Ends a paused script. */
  reset(): void;
}

export type Method = keyof SessionApi;
export type Arguments<M extends Method> = Parameters<SessionApi[M]>;
export type Result<M extends Method> = ReturnType<SessionApi[M]>;

/** The same interface, asynchronous: implemented by `Session` (same thread) and `WorkerSession`. */
export type AsyncSessionApi = {
  readonly [M in Method]: (...args: Arguments<M>) => Promise<Result<M>>;
};

/** Page to worker. */
export type Call = {
  [M in Method]: { readonly kind: 'call'; readonly id: number; readonly method: M; readonly args: Arguments<M> };
}[Method];

/** An error as data: `errors.ts` turns it back into the class that its `code` names. */
export interface ErrorData {
  readonly code: string;
  readonly message: string;
  readonly line?: number;
  readonly source?: string;
  /** With code `LIMIT`. */
  readonly limit?: LimitName;
}

/** Worker to page: exactly one per call. */
export type Answer =
  | { [M in Method]: { readonly kind: 'result'; readonly id: number; readonly method: M; readonly value: Result<M> } }[Method]
  | { readonly kind: 'failure'; readonly id: number; readonly method: Method; readonly error: ErrorData };

/** Worker to page, unasked. `progress` comes once per slice of a long run, at most ten times a second. */
export type WorkerEvent =
  | { readonly kind: 'ready' }
  | { readonly kind: 'broken'; readonly error: ErrorData }
  | { readonly kind: 'progress'; readonly stats: RunStats };

/** Page to worker, first message: how to make the engine. Answered by the event `ready` or `broken`. */
export interface WorkerOptions {
  readonly kind: 'create';
  /** Compiled module or the address of `vm.wasm`; absent: beside the worker's script. */
  readonly wasm?: WebAssembly.Module | string;
  /** The same for `vm_deferred.wasm`. */
  readonly deferredWasm?: WebAssembly.Module | string;
  readonly seed?: number;
  /** Milliseconds since 1970 at which the clock stands; absent: the system's clock. */
  readonly clockMs?: number;
  /** Once ready, and while nothing is asked, have the machine's code optimised: see `Engine.warmUp`. Default: no. */
  readonly warmUp?: boolean;
}

export type ToWorker = WorkerOptions | Call;
export type FromWorker = Answer | WorkerEvent;
