/**
 * Every error that this package throws. All extend {@link FerrousLuaError}; `code` is stable and safe to switch on, `message` of the
 * errors that a Redis server would answer is exactly the server's text.
 */
import type { ErrorData, LimitName, RunError } from './protocol.js';

export interface ErrorDetails {
  /** Line of the script, from 1. */
  readonly line?: number | undefined;
  /** The script, as far as the thrower knows it. */
  readonly source?: string | undefined;
  /** Of plain Lua programs: `stack traceback:` and its lines. */
  readonly traceback?: string | undefined;
}

/** The base class: anything thrown on purpose by this package. */
export class FerrousLuaError extends Error {
  override readonly name: string = 'FerrousLuaError';
  readonly code: string;
  declare readonly line?: number;
  declare readonly source?: string;
  declare readonly traceback?: string;

  constructor(code: string, message: string, details: ErrorDetails = {}) {
    super(message);
    this.code = code;
    if (details.line !== undefined) this.line = details.line;
    if (details.source !== undefined) this.source = details.source;
    if (details.traceback !== undefined) this.traceback = details.traceback;
  }

  /** The error as plain data, for a message between threads. */
  toData(): ErrorData {
    return {
      code: this.code,
      message: this.message,
      ...(this.line === undefined ? {} : { line: this.line }),
      ...(this.source === undefined ? {} : { source: this.source }),
    };
  }
}

/**
 * A Redis error reply. `code` is its first word: `ERR`, `WRONGTYPE`, `NOSCRIPT`, ...
 *
 * @example
 * ```ts
 * import { createEngine, RedisReplyError } from 'ferrous-lua';
 * const engine = await createEngine();
 * try {
 *   await engine.command('LPUSH', 'k', 'v');
 *   await engine.command('GET', 'k');
 * } catch (error) {
 *   if (error instanceof RedisReplyError) error.code; // 'WRONGTYPE'
 * }
 * engine.close();
 * ```
 */
export class RedisReplyError extends FerrousLuaError {
  override readonly name: string = 'RedisReplyError';

  /** The class that fits the text: errors with a position in a script become {@link LuaRuntimeError}, and so on. */
  static fromText(text: string, source?: string): RedisReplyError {
    const compile = /^ERR Error compiling (?:script \(new function\)|function): user_(?:script|function):([0-9]+): /.exec(text);
    if (compile !== null) return new LuaSyntaxError(text, { line: Number(compile[1]), source });
    const raised = / script: \w+, on @user_(?:script|function):([0-9]+)\.$/.exec(text);
    if (raised !== null) return new LuaRuntimeError(text, { line: Number(raised[1]), source });
    return new RedisReplyError(codeOf(text), text, { source });
  }
}

/** The script does not compile. `code` is `SYNTAX`, `line` the line of the offending token. */
export class LuaSyntaxError extends RedisReplyError {
  override readonly name = 'LuaSyntaxError';
  constructor(message: string, details: ErrorDetails = {}) {
    super('SYNTAX', message, details);
  }
}

/** An error that was raised while a script ran, by Lua or by `redis.call`. `code` is the first word of the text. */
export class LuaRuntimeError extends RedisReplyError {
  override readonly name = 'LuaRuntimeError';
  constructor(message: string, details: ErrorDetails = {}) {
    super(codeOf(message), message, details);
  }
}

/**
 * A limit ended the run; `limit` says which one, `line` where the script was. The engine stays usable, the keyspace keeps what was
 * written.
 *
 * @example
 * ```ts
 * import { createEngine, LimitError } from 'ferrous-lua';
 * const engine = await createEngine({ limits: { instructions: 1e6 } });
 * const error = await engine.eval('while true do end').catch((thrown) => thrown);
 * error instanceof LimitError; // true
 * error.limit; // 'instructions'
 * await engine.eval('return "fine"'); // 'fine'
 * engine.close();
 * ```
 */
export class LimitError extends FerrousLuaError {
  override readonly name = 'LimitError';
  readonly limit: LimitName;
  constructor(message: string, limit: LimitName, details: ErrorDetails = {}) {
    super('LIMIT', message, details);
    this.limit = limit;
  }

  override toData(): ErrorData {
    return { ...super.toData(), limit: this.limit };
  }
}

/** The run was stopped by `stop` or by an `AbortSignal`. The engine stays usable. */
export class StoppedError extends FerrousLuaError {
  override readonly name = 'StoppedError';
  constructor(message = 'the script was stopped', details: ErrorDetails = {}) {
    super('STOPPED', message, details);
  }
}

/** The engine has been closed. */
export class EngineClosedError extends FerrousLuaError {
  override readonly name = 'EngineClosedError';
  constructor(message = 'the engine is closed') {
    super('CLOSED', message);
  }
}

/** A call came at a time when it makes no sense, such as `step` without a paused script. */
export class WrongStateError extends FerrousLuaError {
  override readonly name = 'WrongStateError';
  constructor(message: string) {
    super('STATE', message);
  }
}

/** An argument has the wrong type or value. */
export class InvalidArgumentError extends FerrousLuaError {
  override readonly name = 'InvalidArgumentError';
  constructor(message: string) {
    super('ARGUMENT', message);
  }
}

/** The WebAssembly module could not be loaded or started, or has failed for good: make another engine. */
export class EngineLoadError extends FerrousLuaError {
  override readonly name = 'EngineLoadError';
  constructor(message: string) {
    super('LOAD', message);
  }
}

/** Bytes that should be a reply are not one. */
export class ProtocolError extends FerrousLuaError {
  override readonly name = 'ProtocolError';
  constructor(message: string) {
    super('PROTOCOL', message);
  }
}

function codeOf(text: string): string {
  const word = /^[A-Z][A-Z0-9_]*(?= |$)/.exec(text);
  return word === null ? 'ERR' : word[0];
}

/** The inverse of {@link FerrousLuaError.toData}. */
export function errorFromData(data: ErrorData): FerrousLuaError {
  const details = { line: data.line, source: data.source };
  switch (data.code) {
    case 'SYNTAX':
      return new LuaSyntaxError(data.message, details);
    case 'LIMIT':
      return new LimitError(data.message, data.limit ?? 'instructions', details);
    case 'STOPPED':
      return new StoppedError(data.message, details);
    case 'CLOSED':
      return new EngineClosedError(data.message);
    case 'STATE':
      return new WrongStateError(data.message);
    case 'ARGUMENT':
      return new InvalidArgumentError(data.message);
    case 'LOAD':
      return new EngineLoadError(data.message);
    case 'PROTOCOL':
      return new ProtocolError(data.message);
    default:
      return RedisReplyError.fromText(data.message, data.source);
  }
}

/** Any thrown value as data; what is not ours becomes code `INTERNAL`. */
export function errorData(thrown: unknown): ErrorData {
  if (thrown instanceof FerrousLuaError) return thrown.toData();
  return { code: 'INTERNAL', message: thrown instanceof Error ? thrown.message : String(thrown) };
}

/** The error of a failed run as the exception that a caller expects. */
export function errorFromRun(error: RunError, source?: string): FerrousLuaError {
  return errorFromData({
    code: error.code,
    message: error.message,
    ...(error.line === undefined ? {} : { line: error.line }),
    ...(source === undefined ? {} : { source }),
  });
}
