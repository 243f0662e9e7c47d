/**
 * The module that Emscripten makes from `wasm/bindings.cpp`, described by hand because this Emscripten writes no types.
 * `raw_contract.test.ts` compares this file with the live module.
 *
 * Only numbers cross as arguments; what is a `boolean` here is 0 or 1. A *request* is a list of byte strings (count, then length and bytes of each, all lengths 32 bits,
 * little endian) written to the address that `reserveInput(size)` returned; the method is then called with the size. An *answer* is
 * read from `outputAddress()` and `outputSize()` and is valid until the next call of any method.
 */

/**
 * One engine: a machine, a keyspace, a script cache, a debugger. Each method is an export of the module: `start` is `_sessionStart`, whose
 * first argument is the session that `_openSession` returned.
 */
export interface RawSession {
  /** Grows the request buffer and returns its address in `HEAPU8`. */
  reserveInput(sizeBytes: number): number;
  outputAddress(): number;
  outputSize(): number;

  /**
   * Request: name and value pairs: `seed`, `databases`, `yieldPolicy`, and the names of `Limits` in numbers. Returns whether all names
   * and values are allowed.
   */
  configure(sizeBytes: number): boolean;

  /**
   * Prepares a run in the given mode (a number of `kMode` in `vm.ts`) for a client that speaks the RESP version. Request of `command`:
   * the words of a command; of `script` and `debugScript`: script, number of keys, keys, arguments; of `lua`: chunk name, program,
   * arguments. Returns a state (a position in `kStates`).
   */
  start(sizeBytes: number, mode: number, protocol: number): number;
  /**
   * A command in one call: `start`, the first slice, and, unless it still runs, `takeReply`. Request: the words of the command. Returns a
   * state.
   */
  call(sizeBytes: number, protocol: number, budgetInstructions: number): number;
  /** Runs about so many instructions. Returns a state. */
  resume(budgetInstructions: number): number;
  /** Says how far the next `resume` of a paused run goes (a number of `kSteps`). False when no run is paused. */
  step(kind: number): boolean;
  /** Asks the debugger to pause at the next instruction. */
  requestPause(): void;
  /** Ends the run in progress. */
  stop(): void;

  /** Answer: the reply of the finished or failed run, in the RESP version that the run was started with. */
  takeReply(): void;
  /** Answer: the text of the error of a failed run. Returns its line, or 0. */
  takeFailure(): number;
  /** The limit that ended a failed run (a position in `kLimits` of `vm.ts`), or 0. */
  limit(): number;
  /** Answer: what a plain Lua program printed since the last call. Allowed while the module asks its host. */
  takeOutput(): void;
  /** What a plain Lua program that ended gave to `os.exit`. */
  exitCode(): number;
  /** Answer: a list of byte strings as in a request: level and text of each log entry since the last call. */
  takeLog(): void;
  /** Answer: a RunReport in JSON. Only for the modes `script` and `debugScript`. */
  takeReport(elapsedMs: number): void;
  /** Instructions and commands of the current or last run. */
  instructions(): number;
  commands(): number;

  /** Request: the words of a command. Answer: its reply. */
  command(sizeBytes: number, protocol: number): void;
  /** Request: the script. Answer: a CompileReport in JSON. */
  compile(sizeBytes: number): void;
  /** Request: the script and its chunk name. Answer: the listing in the layout of luac. False: the answer is the error. */
  list(sizeBytes: number): boolean;
  /** Request: line numbers. Answer: a list of numbers in decimal, wanted line and line of each breakpoint. */
  setBreakpoints(sizeBytes: number): void;
  /** Request: handle, offset, count. Answer: an ObjectPage in JSON. False when the handle is stale. */
  inspect(sizeBytes: number): boolean;
  /** Request: database, offset, count, pattern. Answer: a KeyspaceView in JSON. */
  keyspace(sizeBytes: number): void;
  /** Answer: keyspace and functions as an RDB file. */
  exportFile(): void;
  /** Request: an RDB file, which replaces keyspace and functions. False: the answer says why not. */
  importFile(sizeBytes: number): boolean;
  /**
   * Asks LDB something (a number of `kDebug` in `vm.ts`); `wasm/bindings.cpp` says what request and answer are, both lists of words. `resume`
   * runs the script; it is paused where LDB stops it.
   */
  debug(request: number, sizeBytes: number): void;
  /** Empties keyspace, script cache and log, ends the run in progress. */
  reset(): void;

  /** Makes the engine a server. Request: the password, or an empty word. The methods below are called after it. */
  serve(sizeBytes: number): void;
  /** A client connects. Request: its address, the local address, the descriptor. Returns its id. */
  connect(sizeBytes: number, isUnixSocket: boolean): number;
  /** Bytes of a client, as they are in the input buffer: no list of words. Commands are executed. */
  feed(id: number, sizeBytes: number): void;
  /** A client is gone. */
  disconnect(id: number): void;
  /** Bytes that a client was sent and has not taken yet. Redis: `client-output-buffer-limit`. */
  noteUnsent(id: number, bytes: number): void;
  /**
   * To be called once in a turn of the event loop. Goes on with a script that runs over its time, ends waits, removes expired keys. Answer:
   * for each client that is to receive something its id (8 bytes), what happens to the connection (4 bytes; positions in
   * `kDrainActions`), a length (4 bytes), and bytes. Returns when to be called next at the latest; 0: no need; -1: at once.
   */
  turn(): number;
}

/** What the module asks of JavaScript, synchronously, while it runs. No function may throw. */
export interface RawHost {
  /** Milliseconds since 1970, with fractions. */
  wallClockMs(): number;
  /** Processor time in milliseconds, with fractions. */
  processClockMs(): number;
  /** Seconds that local time is ahead of UTC at a moment. */
  zoneOffsetSeconds(unixSeconds: number): number;
  /** Asked while a native works long: 0 to go on, 1 to end the slice, 2 to end the run because its time is over. */
  look(): number;
  /** Fetches something (a number of `kFetch` in `vm.ts`) by name; returns its size, or -1 if it is not there. `copyFetched` follows. */
  fetch(what: number, nameAddress: number, nameSizeBytes: number): number;
  /** Copies what was fetched to this address and forgets it. */
  copyFetched(address: number): void;
  /** Size of what `copyFetched` will copy. */
  fetchedSize(): number;
  /**
   * Does something with files (a position in `kFileActions` in `vm.ts`). Returns a number, or minus an errno; bytes that were read, a
   * name, or the text of the error are fetched.
   */
  file(
    action: number,
    handle: number,
    count: number,
    origin: number,
    firstAddress: number,
    firstSizeBytes: number,
    secondAddress: number,
    secondSizeBytes: number,
  ): number;
}

/** The methods of sessions as they are exported. */
export type RawFunctions = {
  readonly [Method in keyof RawSession as `_session${Capitalize<Method>}`]: (
    session: number,
    ...values: Parameters<RawSession[Method]>
  ) => ReturnType<RawSession[Method]>;
};

export interface RawModule extends RawFunctions {
  /** Replaced when memory grows. */
  readonly HEAPU8: Uint8Array;
  _openSession(): number;
  _closeSession(session: number): void;
}

export interface RawModuleOptions {
  readonly host: RawHost;
  instantiateWasm(
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance) => void,
  ): WebAssembly.Exports;
  printErr(text: string): void;
}

export default function createRawModule(options: RawModuleOptions): Promise<RawModule>;
