// @ts-check
/** Keys with a million elements: what insertion and lookup cost, and how much memory an element takes. */
import { Failure } from '../../../scripts/lib/process.mjs';
import { startPackagedServer } from '../../compat/lib/packaged_server.mjs';
import { RedisClient } from '../../compat/lib/redis_server.mjs';
import { processOf, processorMs } from './processor.mjs';
import { openTable } from './table.mjs';

const kElements = 1_000_000;
/** Lookups are spread over all elements. */
const kLookups = 200_000;
/** A smaller key tells how the cost of a lookup grows. */
const kSmall = 10_000;

/** @typedef {{ insert: string, lookup: string, count: string }} Type */
/** @typedef {{ client: RedisClient, pid: number }} Side */

/** `i`: number of the element; `n`: how many there are. @type {Readonly<Record<string, Type>>} */
const types = {
  string: { insert: 'call("APPEND", key, "x")', lookup: 'call("GETRANGE", key, i, i)', count: 'STRLEN' },
  bitmap: { insert: 'call("SETBIT", key, i * 8, 1)', lookup: 'call("GETBIT", key, i * 8)', count: 'BITCOUNT' },
  list: { insert: 'call("RPUSH", key, "element:" .. i)', lookup: 'call("LINDEX", key, i < n / 2 and i % 100 or -1 - i % 100)', count: 'LLEN' },
  hash: { insert: 'call("HSET", key, "field:" .. i, i)', lookup: 'call("HGET", key, "field:" .. i)', count: 'HLEN' },
  set: { insert: 'call("SADD", key, "member:" .. i)', lookup: 'call("SISMEMBER", key, "member:" .. i)', count: 'SCARD' },
  'set of numbers': { insert: 'call("SADD", key, i)', lookup: 'call("SISMEMBER", key, i)', count: 'SCARD' },
  'sorted set': { insert: 'call("ZADD", key, i * 7919 % n, "member:" .. i)', lookup: 'call("ZRANK", key, "member:" .. i)', count: 'ZCARD' },
  stream: { insert: 'call("XADD", key, i .. "-1", "field", i)', lookup: 'call("XRANGE", key, i .. "-1", i .. "-1")', count: 'XLEN' },
  keyspace: { insert: 'call("SET", "key:" .. i, i)', lookup: 'call("GET", "key:" .. i)', count: '' },
};

/** @param {RedisClient} client */
async function usedMemory(client) {
  return Number(/used_memory:([0-9]+)/.exec(String(await client.command('INFO', 'memory')))?.[1]);
}

/** Nanoseconds of each of `count` calls. @param {Side} side @param {string} call @param {number} count @param {number} elements */
async function nanoseconds({ client, pid }, call, count, elements) {
  const step = Math.max(1, Math.floor(elements / count));
  const script = `local call, key, n = redis.call, KEYS[1], ${elements} for i = 1, n, ${step} do ${call} end return "done"`;
  const start = processorMs(pid);
  const reply = await client.command('EVAL', script, 1, 'big');
  if (reply !== 'done') throw new Failure(`${call}: ${JSON.stringify(reply)}`);
  return ((processorMs(pid) - start) * 1e6) / Math.ceil(elements / step);
}

/** @param {Side} side @param {Type} type */
async function measure(side, type) {
  const { client } = side;
  await client.command('FLUSHALL');
  await nanoseconds(side, type.insert, kSmall, kSmall);
  await nanoseconds(side, type.lookup, kSmall, kSmall);
  const small = await nanoseconds(side, type.lookup, kSmall, kSmall);
  await client.command('FLUSHALL');
  const before = await usedMemory(client);
  const insert = await nanoseconds(side, type.insert, kElements, kElements);
  const bytes = ((await usedMemory(client)) - before) / kElements;
  const count = await (type.count === '' ? client.command('DBSIZE') : client.command(type.count, 'big'));
  if (count !== kElements) throw new Failure(`${type.count} answers ${JSON.stringify(count)}`);
  const lookup = await nanoseconds(side, type.lookup, kLookups, kElements);
  await client.command('FLUSHALL');
  return { insert, lookup, small, bytes };
}

/** @param {{ port: number }} reference */
export async function benchBigKeys(reference) {
  const server = await startPackagedServer();
  const theirs = { client: await RedisClient.open(reference.port), pid: await processOf(reference.port) };
  const ours = { client: await RedisClient.open(server.port), pid: server.pid };
  for (const { client } of [theirs, ours]) await client.command('CONFIG', 'SET', 'busy-reply-threshold', '600000');
  const row = openTable(
    `keys with ${kElements} elements: nanoseconds of an insertion, of a lookup (in brackets: with ${kSmall} elements), bytes of an element`,
    ['redis insert', 'wasm insert', 'redis lookup', 'wasm lookup', 'redis bytes', 'wasm bytes', 'bytes ratio'],
  );
  for (const [name, type] of Object.entries(types)) {
    const [a, b] = [await measure(theirs, type), await measure(ours, type)];
    const lookup = (/** @type {typeof a} */ one) => `${one.lookup.toFixed(0)} (${one.small.toFixed(0)})`;
    row(name, [a.insert.toFixed(0), b.insert.toFixed(0), lookup(a), lookup(b), a.bytes.toFixed(1), b.bytes.toFixed(1), (b.bytes / a.bytes).toFixed(2)]);
  }
  theirs.client.close();
  ours.client.close();
  await server.stop();
}
