/** What engines and their calls can be told. */
import type { BytesLike } from './bytes.js';
import type { ClockSetting } from './clock.js';
import type { WasmSource } from './platform.js';
import type { Limits, LogEntry } from './protocol.js';
import type { Release } from './vm.js';

/** Anything that can be an argument: text (UTF-8), bytes, or a number in its decimal form. */
export type Argument = BytesLike | number | bigint;

export interface EngineOptions {
  /** Where the compiled machine comes from. Default: `vm.wasm` of this package. */
  readonly wasm?: WasmSource;
  /** Where its second part comes from, which is loaded when it is first called. Default: `vm_deferred.wasm` of this package. */
  readonly deferredWasm?: WasmSource;
  /** Seed of commands that choose at random (`SPOP`, `RANDOMKEY`, ...). Default: a random one. */
  readonly seed?: number;
  /** Default: `'system'`. */
  readonly clock?: ClockSetting;
  /** Number of databases. Default: 16. */
  readonly databases?: number;
  /**
   * Which release of Redis is answered like. `'7.4'` prints doubles in their shortest form, has the encodings, parameters, texts and checks
   * of 7.2 and 7.4, and tells that version. Commands and options that are new in them are there in either case. Default: `'7.0.15'`.
   */
  readonly compat?: Release;
  /** What each run may take. A call may say otherwise. */
  readonly limits?: Limits;
  /**
   * `'lua51'` (the default) refuses `coroutine.yield` across `pcall`, metamethods, iterators and library functions, as Lua 5.1 and Redis
   * do; `'free'` allows it everywhere.
   */
  readonly yieldPolicy?: 'lua51' | 'free';
  /** Files for `dofile`, `loadfile` and `require` of plain Lua programs. Default: the file system in Node, none in browsers. */
  readonly readFile?: (path: string) => Uint8Array | undefined;
  /** Receives what scripts write with `redis.log`, as soon as the script gives way. */
  readonly onLog?: (entry: LogEntry) => void;
}

export interface CallOptions {
  /** RESP version of the asking client. 2 (the default) turns maps, sets and doubles into arrays and strings. */
  readonly protocol?: 2 | 3;
  /** Limits of this call; those that are absent are the engine's. A run that reaches one ends with {@link LimitError}. */
  readonly limits?: Limits;
  /** Ends the run with {@link StoppedError}; the engine stays usable, the keyspace keeps what was written. */
  readonly signal?: AbortSignal;
}

export interface EvalOptions extends CallOptions {
  readonly keys?: readonly Argument[];
  readonly args?: readonly Argument[];
  /** Strings of the answer as `Uint8Array`, lossless. Default: as text. */
  readonly bytes?: boolean;
}

export interface CommandOptions extends CallOptions {
  /** Strings of the answer as `Uint8Array`, lossless. Default: as text. */
  readonly bytes?: boolean;
}

export interface LuaOptions {
  /** `arg[1]`, ... and `...` of the program. */
  readonly args?: readonly Argument[];
  /** Receives what the program prints, in order, in pieces of any size. Default: nothing is kept. */
  readonly output?: (data: Uint8Array) => void;
  /** Name in error messages: `name:line: message`. Default: `script`. */
  readonly name?: string;
  /** Limits of this run; those that are absent are the engine's. */
  readonly limits?: Limits;
  /** Ends the run with {@link StoppedError}. */
  readonly signal?: AbortSignal;
}
