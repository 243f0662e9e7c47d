/**
 * The keyspace as plain data, taken and restored with ordinary commands. Two written forms: JSON (`Snapshot` itself) and redis-cli
 * lines. Values keep their order; what is not kept is the history behind an encoding.
 */
import { arrayFromBytes, bytesFromArray, bytesFromText, isText, quoteBytes, textFromBytes } from './bytes.js';
import { InvalidArgumentError, RedisReplyError } from './errors.js';
import type { Bytes, Reply } from './protocol.js';

/** Text where the bytes are UTF-8, otherwise base64. */
export type SnapshotString = string | { readonly base64: string };

export type SnapshotValue =
  | { readonly type: 'string'; readonly value: SnapshotString }
  | { readonly type: 'list' | 'set'; readonly items: readonly SnapshotString[] }
  /** Fields and values, or members and scores, in turn. */
  | { readonly type: 'hash' | 'zset'; readonly pairs: readonly SnapshotString[] }
  /** What `DUMP` answers. */
  | { readonly type: 'stream'; readonly payload: SnapshotString };

export type SnapshotKey = SnapshotValue & {
  readonly database: number;
  readonly key: SnapshotString;
  /** Milliseconds since 1970. */
  readonly expireAtMs?: number;
};

export interface Snapshot {
  readonly format: 'ferrous-lua-snapshot';
  readonly version: 1;
  readonly keys: readonly SnapshotKey[];
}

type Execute = (argv: readonly Bytes[]) => Reply;

const kDatabases = 16;

function words(...given: readonly (string | number)[]): Bytes[] {
  return given.map((word) => String(word) as Bytes);
}

/** Sends a command whose failure would be a bug here or an unknown type. */
function ask(execute: Execute, argv: readonly Bytes[]): Reply {
  const reply = execute(argv);
  if (reply.kind === 'error') throw RedisReplyError.fromText(textFromBytes(reply.bytes));
  return reply;
}

function strings(reply: Reply): readonly Bytes[] {
  if (reply.kind !== 'array') return [];
  return reply.items.map((item) => ('bytes' in item ? item.bytes : ('' as Bytes)));
}

export function takeSnapshot(execute: Execute): Snapshot {
  const keys: SnapshotKey[] = [];
  for (let database = 0; database < kDatabases; database++) {
    ask(execute, words('SELECT', database));
    for (const key of strings(ask(execute, words('KEYS', '*')))) keys.push(takeKey(execute, database, key));
  }
  ask(execute, words('SELECT', 0));
  return { format: 'ferrous-lua-snapshot', version: 1, keys };
}

function takeKey(execute: Execute, database: number, key: Bytes): SnapshotKey {
  const expireAt = ask(execute, ['PEXPIRETIME' as Bytes, key]);
  const expires = expireAt.kind === 'integer' && expireAt.value >= 0 ? { expireAtMs: Number(expireAt.value) } : {};
  return { database, key: writeString(key), ...expires, ...takeValue(execute, key) };
}

function takeValue(execute: Execute, key: Bytes): SnapshotValue {
  const type = ask(execute, ['TYPE' as Bytes, key]);
  const name = type.kind === 'status' ? String(type.bytes) : '';
  const list = (...argv: readonly string[]): readonly SnapshotString[] => {
    const [command = '', ...rest] = argv;
    return strings(ask(execute, [command as Bytes, key, ...words(...rest)])).map(writeString);
  };
  switch (name) {
    case 'string': {
      const value = ask(execute, ['GET' as Bytes, key]);
      return { type: name, value: writeString(value.kind === 'bulk' ? value.bytes : ('' as Bytes)) };
    }
    case 'list':
      return { type: name, items: list('LRANGE', '0', '-1') };
    case 'set':
      return { type: name, items: list('SMEMBERS') };
    case 'hash':
      return { type: name, pairs: list('HGETALL') };
    case 'zset':
      return { type: name, pairs: list('ZRANGE', '0', '-1', 'WITHSCORES') };
    case 'stream': {
      const payload = ask(execute, ['DUMP' as Bytes, key]);
      return { type: name, payload: writeString(payload.kind === 'bulk' ? payload.bytes : ('' as Bytes)) };
    }
    default:
      throw new InvalidArgumentError(`a snapshot cannot hold a key of type ${name}: ${quoteBytes(key)}`);
  }
}

/** The commands that create the keys of a snapshot in an empty keyspace. */
export function restoreCommands(snapshot: Snapshot): readonly (readonly Bytes[])[] {
  const commands: (readonly Bytes[])[] = [];
  let database = 0;
  for (const entry of snapshot.keys) {
    if (entry.database !== database) commands.push(words('SELECT', entry.database));
    database = entry.database;
    const key = readString(entry.key);
    commands.push(createCommand(entry, key));
    if (entry.expireAtMs !== undefined) commands.push(['PEXPIREAT' as Bytes, key, ...words(entry.expireAtMs)]);
  }
  return commands;
}

function createCommand(value: SnapshotValue, key: Bytes): readonly Bytes[] {
  switch (value.type) {
    case 'string':
      return ['SET' as Bytes, key, readString(value.value)];
    case 'list':
      return ['RPUSH' as Bytes, key, ...value.items.map(readString)];
    case 'set':
      return ['SADD' as Bytes, key, ...value.items.map(readString)];
    case 'hash':
      return ['HSET' as Bytes, key, ...value.pairs.map(readString)];
    case 'zset':
      return ['ZADD' as Bytes, key, ...swapPairs(value.pairs.map(readString))];
    case 'stream':
      return ['RESTORE' as Bytes, key, '0' as Bytes, readString(value.payload)];
  }
}

/** Member and score become score and member. */
function swapPairs(pairs: readonly Bytes[]): readonly Bytes[] {
  return pairs.map((_, at) => pairs[at ^ 1] as Bytes);
}

/** The snapshot as redis-cli lines. */
export function formatSnapshot(snapshot: Snapshot): string {
  return restoreCommands(snapshot)
    .map((argv) => `${argv.map(commandWord).join(' ')}\n`)
    .join('');
}

function commandWord(word: Bytes): string {
  return /^[A-Za-z0-9_:.,@/{}()[\]+*=-]+$/.test(word) ? word : quoteBytes(word);
}

/** Checks what came from a file. */
export function asSnapshot(value: unknown): Snapshot {
  const isObject = typeof value === 'object' && value !== null;
  if (!isObject || !('format' in value) || value.format !== 'ferrous-lua-snapshot' || !('keys' in value)) {
    throw new InvalidArgumentError('this is not a snapshot of ferrous-lua');
  }
  if (!('version' in value) || value.version !== 1 || !Array.isArray(value.keys)) {
    throw new InvalidArgumentError('this snapshot has a version that is not known here');
  }
  return value as Snapshot;
}

function writeString(bytes: Bytes): SnapshotString {
  return isText(bytes) ? textFromBytes(bytes) : { base64: btoa(bytes) };
}

function readString(value: SnapshotString): Bytes {
  if (typeof value === 'string') return bytesFromText(value);
  return bytesFromArray(arrayFromBytes(atob(value.base64) as Bytes));
}
