/**
 * Redis replies: decoding from RESP2 or RESP3 bytes, and turning them into JavaScript values.
 *
 * The kinds are described in `protocol.ts`. How replies look to people is in `reply_format.ts`.
 */
import { RedisReplyError, ProtocolError } from './errors.js';
import { arrayFromBytes, bytesFromArray, textFromBytes } from './bytes.js';
import type { Bytes, Reply } from './protocol.js';

const kCarriageReturn = 0x0d;
/** Deepest nesting that the decoder accepts: the engine's own limit is far below. */
const kMaxDepth = 10_000;

/** A reply and the position after it. */
interface Decoded {
  readonly reply: Reply;
  readonly end: number;
}

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
  const { reply, end } = decodeAt(data, 0, 0);
  if (end !== data.length) throw new ProtocolError(`${data.length - end} bytes after the reply`);
  return reply;
}

function decodeAt(data: Uint8Array, start: number, depth: number): Decoded {
  if (depth > kMaxDepth) throw new ProtocolError('reply nested too deeply');
  const type = data[start];
  if (type === undefined) throw new ProtocolError('reply ends early');
  const lineEnd = findLineEnd(data, start + 1);
  const line = bytesFromArray(data.subarray(start + 1, lineEnd));
  const after = lineEnd + 2;
  switch (String.fromCharCode(type)) {
    case '+':
      return { reply: { kind: 'status', bytes: line }, end: after };
    case '-':
      return { reply: { kind: 'error', bytes: line }, end: after };
    case ':':
      return { reply: { kind: 'integer', value: parseInteger(line) }, end: after };
    case '_':
      return { reply: { kind: 'nil' }, end: after };
    case '#':
      return { reply: { kind: 'boolean', value: line === 't' }, end: after };
    case ',':
      return { reply: { kind: 'double', value: parseDouble(line), bytes: line }, end: after };
    case '(':
      return { reply: { kind: 'bigNumber', bytes: line }, end: after };
    case '$':
    case '=':
    case '!':
      return decodeBlob(data, String.fromCharCode(type), line, after);
    case '*':
    case '~':
    case '>':
    case '%':
      return decodeAggregate(data, String.fromCharCode(type), line, after, depth);
    default:
      throw new ProtocolError(`unknown reply type ${String.fromCharCode(type)}`);
  }
}

function findLineEnd(data: Uint8Array, start: number): number {
  const end = data.indexOf(kCarriageReturn, start);
  if (end < 0 || end + 1 >= data.length) throw new ProtocolError('reply ends early');
  return end;
}

function decodeBlob(data: Uint8Array, type: string, line: Bytes, start: number): Decoded {
  const length = parseLength(line);
  if (length < 0) return { reply: { kind: 'nil' }, end: start };
  const end = start + length + 2;
  if (end > data.length) throw new ProtocolError('reply ends early');
  const bytes = bytesFromArray(data.subarray(start, start + length));
  if (type === '$') return { reply: { kind: 'bulk', bytes }, end };
  if (type === '!') return { reply: { kind: 'error', bytes }, end };
  return { reply: { kind: 'verbatim', format: bytes.slice(0, 3), bytes: bytes.slice(4) as Bytes }, end };
}

function decodeAggregate(data: Uint8Array, type: string, line: Bytes, start: number, depth: number): Decoded {
  const count = parseLength(line);
  if (count < 0) return { reply: { kind: 'nil' }, end: start };
  const items: Reply[] = [];
  let end = start;
  for (let left = type === '%' ? count * 2 : count; left > 0; left--) {
    const item = decodeAt(data, end, depth + 1);
    items.push(item.reply);
    end = item.end;
  }
  if (type === '%') {
    const entries: [Reply, Reply][] = [];
    for (let at = 0; at + 1 < items.length; at += 2) entries.push([items[at] as Reply, items[at + 1] as Reply]);
    return { reply: { kind: 'map', entries }, end };
  }
  const kind = type === '*' ? 'array' : type === '~' ? 'set' : 'push';
  return { reply: { kind, items }, end };
}

function parseLength(line: string): number {
  if (!/^(-1|[0-9]{1,15})$/.test(line)) throw new ProtocolError(`bad length '${line}'`);
  return Number(line);
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
