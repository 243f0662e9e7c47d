/**
 * Redis replies: decoding from RESP2 or RESP3 bytes, and turning them into JavaScript values.
 *
 * The kinds are described in `protocol.ts`. How replies look to people is in `reply_format.ts`.
 */
import { RedisReplyError, ProtocolError } from './errors.js';
import { arrayFromBytes, bytesWithin, textFromBytes } from './bytes.js';
import type { Bytes, Reply } from './protocol.js';

const kCarriageReturn = 0x0d;
const kMinus = 0x2d;
const kZero = 0x30;
/** So many digits make a number that is exact. */
const kSafeDigits = 15;
/** Deepest nesting that the decoder accepts: the engine's own limit is far below. */
const kMaxDepth = 10_000;
/** Longest string and list. */
const kLongestLength = 999_999_999_999_999;

/** What is decoded, and how far: one reply at a time, so this is nobody's state. */
interface Cursor {
  data: Uint8Array;
  at: number;
  end: number;
}

const cursor: Cursor = { data: new Uint8Array(), at: 0, end: 0 };

/**
 * Decodes exactly one reply. Throws {@link ProtocolError} on anything else than one whole reply.
 *
 * @example
 * ```ts
 * import { decodeReply } from 'ferrous-lua';
 * decodeReply(new TextEncoder().encode('*2\r\n:1\r\n+OK\r\n')).kind; // 'array'
 * ```
 */
export function decodeReply(data: Uint8Array): Reply {
  return decodeReplyWithin(data, 0, data.length);
}

/** As {@link decodeReply}, of a part of an array. */
export function decodeReplyWithin(data: Uint8Array, start: number, end: number): Reply {
  cursor.data = data;
  cursor.at = start;
  cursor.end = end;
  const reply = readReply(0);
  if (cursor.at !== end) throw new ProtocolError(`${end - cursor.at} bytes after the reply`);
  return reply;
}

function readReply(depth: number): Reply {
  if (depth > kMaxDepth) throw new ProtocolError('reply nested too deeply');
  if (cursor.at >= cursor.end) throw new ProtocolError('reply ends early');
  const type = String.fromCharCode(cursor.data[cursor.at++] as number);
  switch (type) {
    case '+':
      return { kind: 'status', bytes: readLine() };
    case '-':
      return { kind: 'error', bytes: readLine() };
    case ':':
      return { kind: 'integer', value: readInteger() };
    case '_':
      readLine();
      return { kind: 'nil' };
    case '#':
      return { kind: 'boolean', value: readLine() === 't' };
    case ',': {
      const line = readLine();
      return { kind: 'double', value: parseDouble(line), bytes: line };
    }
    case '(':
      return { kind: 'bigNumber', bytes: readLine() };
    case '$':
    case '=':
    case '!':
      return readBlob(type);
    case '*':
    case '~':
    case '>':
    case '%':
      return readAggregate(type, depth);
    default:
      throw new ProtocolError(`unknown reply type ${type}`);
  }
}

/** The line from the cursor on, which steps over its end. */
function readLine(): Bytes {
  const { data, at, end } = cursor;
  let lineEnd = at;
  while (lineEnd < end && data[lineEnd] !== kCarriageReturn) lineEnd++;
  if (lineEnd + 1 >= end) throw new ProtocolError('reply ends early');
  cursor.at = lineEnd + 2;
  return bytesWithin(data, at, lineEnd);
}

/** A line that is a number. */
function readInteger(): number | bigint {
  const { data, at, end } = cursor;
  const isNegative = data[at] === kMinus;
  const start = isNegative ? at + 1 : at;
  let value = 0;
  let next = start;
  for (; next < end && next - start < kSafeDigits; next++) {
    const digit = (data[next] as number) - kZero;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  if (next === start || next + 1 >= end || data[next] !== kCarriageReturn) return parseInteger(readLine());
  cursor.at = next + 2;
  return isNegative && value !== 0 ? -value : value;
}

function readBlob(type: '$' | '=' | '!'): Reply {
  const length = readLength();
  if (length < 0) return { kind: 'nil' };
  const start = cursor.at;
  const end = start + length;
  if (end + 2 > cursor.end) throw new ProtocolError('reply ends early');
  cursor.at = end + 2;
  const bytes = bytesWithin(cursor.data, start, end);
  if (type === '$') return { kind: 'bulk', bytes };
  if (type === '!') return { kind: 'error', bytes };
  return { kind: 'verbatim', format: bytes.slice(0, 3), bytes: bytes.slice(4) as Bytes };
}

function readAggregate(type: '*' | '~' | '>' | '%', depth: number): Reply {
  const count = readLength();
  if (count < 0) return { kind: 'nil' };
  if (type === '%') {
    const entries: [Reply, Reply][] = [];
    for (let left = count; left > 0; left--) entries.push([readReply(depth + 1), readReply(depth + 1)]);
    return { kind: 'map', entries };
  }
  const items: Reply[] = [];
  for (let left = count; left > 0; left--) items.push(readReply(depth + 1));
  return { kind: type === '*' ? 'array' : type === '~' ? 'set' : 'push', items };
}

function readLength(): number {
  const length = readInteger();
  if (typeof length !== 'number' || length < -1 || length > kLongestLength) throw new ProtocolError(`bad length '${length}'`);
  return length;
}

function parseInteger(line: string): number | bigint {
  if (!/^[+-]?[0-9]+$/.test(line)) throw new ProtocolError(`bad integer '${line}'`);
  const value = Number(line);
  return Number.isSafeInteger(value) ? value : BigInt(line);
}

function parseDouble(line: string): number {
  const lower = line.toLowerCase();
  if (lower === 'inf' || lower === '+inf') return Infinity;
  if (lower === '-inf') return -Infinity;
  return Number(line);
}

/**
 * A reply as a JavaScript value. Strings and statuses are `string` (UTF-8), or `Uint8Array` for strings when bytes were asked for;
 * integers `number`, beyond 2^53 `bigint`; nil `null`; maps `Map`; sets `Set`; errors inside of arrays {@link RedisReplyError}
 * objects.
 */
export type ReplyValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | Uint8Array
  | RedisReplyError
  | readonly ReplyValue[]
  | ReadonlyMap<ReplyValue, ReplyValue>
  | ReadonlySet<ReplyValue>;

export type StringForm = 'text' | 'bytes';

/** Converts without throwing: a reply that is an error becomes the error object. */
export function toReplyValue(reply: Reply, form: StringForm): ReplyValue {
  switch (reply.kind) {
    case 'nil':
      return null;
    case 'integer':
    case 'boolean':
    case 'double':
      return reply.value;
    case 'bigNumber':
      return BigInt(reply.bytes);
    case 'status':
      return textFromBytes(reply.bytes);
    case 'error':
      return RedisReplyError.fromText(textFromBytes(reply.bytes));
    case 'bulk':
    case 'verbatim':
      return form === 'bytes' ? arrayFromBytes(reply.bytes) : textFromBytes(reply.bytes);
    case 'array':
    case 'push':
      return reply.items.map((item) => toReplyValue(item, form));
    case 'set':
      return new Set(reply.items.map((item) => toReplyValue(item, form)));
    case 'map':
      return new Map(reply.entries.map(([key, value]) => [toReplyValue(key, form), toReplyValue(value, form)]));
  }
}
