// @ts-check
/**
 * When two replies are the same. What Redis leaves open is left open here: the order in which hash tables are read, what is drawn at
 * random, and readings of two clocks.
 *
 * @typedef {import('../lib/plain.mjs').Plain} Plain
 * @typedef {import('./commands.mjs').Command} Command
 */

/** @type {(value: unknown) => string} */
const text = (value) => JSON.stringify(value);

/** Commands whose replies have the order of a hash table, if only sometimes. */
const kUnordered = new Set(['SMEMBERS', 'SINTER', 'SUNION', 'SDIFF', 'KEYS', 'SCAN', 'SSCAN', 'HSCAN', 'ZSCAN', 'HGETALL', 'HKEYS', 'HVALS', 'SPOP', 'SORT', 'SORT_RO', 'EVAL', 'EVAL_RO', 'EVALSHA', 'EVALSHA_RO', 'FCALL', 'FCALL_RO', 'EXEC', 'FUNCTION', 'COMMAND', 'CONFIG', 'ACL']);
const kRandom = new Set(['SRANDMEMBER', 'HRANDFIELD', 'ZRANDMEMBER', 'RANDOMKEY']);

/** Clocks are read within this many milliseconds. */
const kToleranceMs = 20_000;
const kYoungestTime = 1.5e12;

/**
 * A reply with all lists sorted and everything that depends on chance left out.
 * @param {any} reply
 * @returns {any}
 */
function unordered(reply) {
  if (Array.isArray(reply)) return reply.map(unordered).sort((a, b) => (text(a) < text(b) ? -1 : 1));
  if (reply && typeof reply === 'object') {
    const items = reply.set ?? reply.map;
    if (items) return { items: unordered(items) };
  }
  return reply;
}

/** @type {(reply: any) => any} */
const shape = (reply) => {
  if (Array.isArray(reply)) return reply.map(shape);
  if (!reply || typeof reply !== 'object') return typeof reply;
  return reply.error ?? ('b64' in reply ? 'string' : Object.keys(reply));
};

/**
 * Distances that STOREDIST keeps with all digits. Redis computes them with the C library's sine, cosine and arc sine, which do not always
 * round to the nearest and differ by processor (with fused multiply-add or without); the engine's always do (docs/decisions/0020). One
 * distance in 600 is another double then, by two last places at most.
 * @type {(left: string, right: string) => boolean}
 */
const sameDistance = (left, right) => /^\d+\.\d{5,}$/.test(left) && /^\d+\.\d{5,}$/.test(right) && Math.abs(Number(left) - Number(right)) <= Number(left) * 2 ** -51;

/**
 * Equal but for readings of the clock, and for distances if there are any.
 * @param {any} left
 * @param {any} right
 * @param {boolean} [hasDistances]
 * @returns {boolean}
 */
function agrees(left, right, hasDistances = false) {
  if (hasDistances && typeof left === 'string' && typeof right === 'string') return left === right || sameDistance(left, right);
  if (typeof left === 'number' && typeof right === 'number') {
    const isTime = left > kYoungestTime || (left > kToleranceMs && left < kYoungestTime);
    return left === right || (isTime && Math.abs(left - right) <= kToleranceMs);
  }
  if (Array.isArray(left) && Array.isArray(right)) return left.length === right.length && left.every((one, index) => agrees(one, right[index], hasDistances));
  if (left && right && typeof left === 'object' && typeof right === 'object') {
    // Times as far away as the largest number.
    if (typeof left.int === 'string' && typeof right.int === 'string') {
      const difference = BigInt(left.int) - BigInt(right.int);
      return difference <= kToleranceMs && difference >= -kToleranceMs && left.int.length > 18 === right.int.length > 18;
    }
    const keys = Object.keys(left);
    return text(keys) === text(Object.keys(right)) && keys.every((key) => agrees(left[key], right[key], hasDistances));
  }
  return left === right;
}

/** Idle times and the like: small numbers in replies that show other replies depend on how fast two sides are. */
/** @type {(reply: any) => any} */
const withoutElapsed = (reply) => {
  if (typeof reply === 'number' && reply >= 0 && reply < kToleranceMs) return Math.floor(reply / kToleranceMs);
  return Array.isArray(reply) ? reply.map(withoutElapsed) : reply;
};

/** An entry of XPENDING or a consumer of XINFO with its idle time blotted out. */
/** @type {(command: Command, reply: any) => any} */
function blotted(command, reply) {
  const name = command[0]?.toUpperCase();
  if (!Array.isArray(reply)) return reply;
  if (name === 'XPENDING' && command.length > 3) return reply.map((row) => (Array.isArray(row) ? [row[0], row[1], row[3]] : row));
  if (name === 'XINFO' && command[1]?.toUpperCase() === 'CONSUMERS') {
    return reply.map((row) => (Array.isArray(row) ? row.map((item, index) => (row[index - 1] === 'idle' ? 0 : item)) : row));
  }
  return reply;
}

/** Where an object is shown to live is nobody's business. */
/** @type {(reply: any) => any} */
const withoutAddresses = (reply) => (typeof reply === 'string' ? reply.replace(/: 0x[0-9a-f]+/g, ': address') : reply);

/** Which of several functions is named that exist already depends on the server's random seed. @type {(reply: any) => boolean} */
const namesOneOfSeveral = (reply) => /^ERR Function \S+ already exists$/.test(reply?.error ?? '');

/**
 * Whether two replies to a command are the same as far as Redis promises.
 * @param {Command} command
 * @param {Plain} left
 * @param {Plain} right
 * @param {{ readonly hasDistances?: boolean }} [session] whether it may have kept distances in sorted sets
 */
export function sameReply(command, left, right, { hasDistances = false } = {}) {
  const name = (command[0] ?? '').toUpperCase();
  // It tells the number of the client.
  if (name === 'HELLO' && text(shape(left)) === text(shape(right))) return true;
  if (agrees(left, right, hasDistances)) return true;
  if (name === 'FUNCTION' && namesOneOfSeveral(left) && namesOneOfSeveral(right)) return true;
  if (name === 'EVAL' && typeof left === 'string' && withoutAddresses(left) === withoutAddresses(right)) return true;
  if (kRandom.has(name)) return text(shape(left)) === text(shape(right));
  if (agrees(blotted(command, left), blotted(command, right))) return true;
  const drawsAtRandom = name === 'EVAL' && /SRANDMEMBER|HRANDFIELD|ZRANDMEMBER|RANDOMKEY/i.test(command[1] ?? '');
  if (drawsAtRandom && text(shape(left)) === text(shape(right))) return true;
  if ((name === 'EVAL' || name === 'EXEC') && text(withoutElapsed(unordered(left))) === text(withoutElapsed(unordered(right)))) return true;
  return kUnordered.has(name) && agrees(unordered(left), unordered(right), hasDistances);
}
