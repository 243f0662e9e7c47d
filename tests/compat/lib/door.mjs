// @ts-check
/**
 * A door takes one command and answers: a live server, or our engine. Everything recorded is played through doors, so that both
 * sides are asked the very same way.
 *
 * @typedef {import('./plain.mjs').Plain} Plain
 * @typedef {string | number | { readonly b64: string }} Word
 * @typedef {(words: readonly Word[]) => Promise<Plain>} Door
 */
import { plainString } from './plain.mjs';

/**
 * @param {import('./redis_server.mjs').RedisClient} client
 * @returns {Door}
 */
export const serverDoor = (client) => (words) => client.command(...words);

/** @type {(value: Plain) => string} */
const order = (value) => JSON.stringify(value);

/** @type {(reply: Plain) => readonly Plain[]} */
const items = (reply) => (Array.isArray(reply) ? reply : []);

/** @type {(flat: readonly Plain[]) => Plain[]} */
const pairs = (flat) => flat.flatMap((key, index) => (index % 2 === 0 ? [[key, flat[index + 1] ?? null]] : []));

/**
 * The value of one key, with what has no order sorted and without the identifiers of stream entries, which are clock readings.
 * @param {Door} door
 * @param {Word} key
 * @param {string} type
 * @returns {Promise<Plain>}
 */
async function valueOf(door, key, type) {
  switch (type) {
    case 'string':
      return door(['GET', key]);
    case 'list':
      return door(['LRANGE', key, 0, -1]);
    case 'set':
      return [...items(await door(['SMEMBERS', key]))].sort((a, b) => (order(a) < order(b) ? -1 : 1));
    case 'hash':
      return pairs(items(await door(['HGETALL', key]))).sort((a, b) => (order(a) < order(b) ? -1 : 1));
    case 'zset':
      return pairs(items(await door(['ZRANGE', key, 0, -1, 'WITHSCORES'])));
    case 'stream':
      return items(await door(['XRANGE', key, '-', '+'])).map((entry) => items(entry)[1] ?? null);
    default:
      return { error: `unknown type ${type}` };
  }
}

/**
 * @typedef {object} KeyState
 * @property {Plain} key
 * @property {string} type
 * @property {number} ttlMs -1 when the key does not expire
 * @property {Plain} value
 * @property {boolean} [volatile] not the same when recorded twice
 */

/**
 * All keys of the database with their values, sorted by key.
 * @param {Door} door
 * @returns {Promise<KeyState[]>}
 */
export async function snapshot(door) {
  const keys = [...items(await door(['KEYS', '*']))].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  /** @type {KeyState[]} */
  const states = [];
  for (const key of keys) {
    const word = /** @type {Word} */ (key);
    const type = /** @type {any} */ (await door(['TYPE', word])).status;
    const ttlMs = Number(await door(['PTTL', word]));
    states.push({ key, type, ttlMs, value: await valueOf(door, word, type) });
  }
  return states;
}

/** Two readings of one clock may lie this far apart on a busy machine. */
export const kToleranceMs = 20_000;

/**
 * Differences between the recorded and the actual keyspace, in words; empty when there are none.
 * @param {readonly KeyState[]} expected
 * @param {readonly KeyState[]} actual
 * @returns {string[]}
 */
export function keyspaceDifferences(expected, actual) {
  const found = new Map(actual.map((state) => [order(state.key), state]));
  const differences = expected.flatMap((state) => {
    const other = found.get(order(state.key));
    found.delete(order(state.key));
    if (!other) return [`${order(state.key)} is missing`];
    if (other.type !== state.type) return [`${order(state.key)} is a ${other.type}, not a ${state.type}`];
    const ttlAgrees = (state.ttlMs < 0) === (other.ttlMs < 0) && Math.abs(state.ttlMs - other.ttlMs) < kToleranceMs;
    if (!ttlAgrees) return [`${order(state.key)} expires in ${other.ttlMs} ms, not ${state.ttlMs}`];
    if (!state.volatile && order(other.value) !== order(state.value)) return [`${order(state.key)} holds ${order(other.value)}, not ${order(state.value)}`];
    return [];
  });
  return [...differences, ...[...found.values()].map((state) => `${order(state.key)} should not be there`)];
}

/** Byte strings of the engine (one character per byte) as recorded words. */
export const plainFromByteString = (/** @type {string} */ bytes) => plainString(Buffer.from(bytes, 'latin1'));
