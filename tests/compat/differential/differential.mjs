// @ts-check
/**
 * Plays random sessions to the engine and to a live server and compares replies and what is left in the keyspace. A difference is cut
 * down to the fewest commands that still show it.
 *
 * @typedef {import('../lib/plain.mjs').Plain} Plain
 * @typedef {import('./commands.mjs').Command} Command
 * @typedef {import('./doors.mjs').Side} Side
 * @typedef {{ readonly commands: readonly Command[], readonly command: Command, readonly engine: Plain, readonly server: Plain }} Difference
 */
import { randomCommand } from './commands.mjs';
import { sameReply } from './compare.mjs';
import { kKeys } from './kinds.mjs';
import { Random } from './random.mjs';

const kSessionLength = 40;

/** @type {readonly Command[]} */
const kReset = [
  ['RESET'],
  ['FLUSHALL'],
  ['FUNCTION', 'FLUSH'],
  ['SELECT', '0'],
  // What is slow depends on the machine.
  ['CONFIG', 'SET', 'slowlog-log-slower-than', '-1'],
  ['CONFIG', 'SET', 'stream-node-max-entries', '100', 'hash-max-listpack-entries', '512', 'hash-max-listpack-value', '64', 'set-max-intset-entries', '512', 'zset-max-listpack-entries', '128', 'zset-max-listpack-value', '64'],
];

/** @type {Readonly<Record<string, (key: string) => Command[]>>} */
const kReaders = {
  string: (key) => [['GET', key]],
  list: (key) => [['LRANGE', key, '0', '-1']],
  set: (key) => [['SMEMBERS', key]],
  hash: (key) => [['HGETALL', key]],
  zset: (key) => [['ZRANGE', key, '0', '-1', 'WITHSCORES']],
  stream: (key) => [['XINFO', 'STREAM', key, 'FULL', 'COUNT', '0'], ['XINFO', 'STREAM', key]],
};

/** Commands that show the whole keyspace: what every key is, and then its value. */
/** @type {(types: readonly Plain[]) => Command[]} */
const readers = (types) => kKeys.flatMap((key, index) => [['PTTL', key], ['OBJECT', 'ENCODING', key], ...(kReaders[/** @type {any} */ (types[index])?.status]?.(key) ?? [])]);

/** @type {Command[]} */
const kTypes = kKeys.map((key) => ['TYPE', key]);

/**
 * The first command of a session that is answered differently, or undefined.
 * @param {Side} engine
 * @param {Side} server
 * @param {readonly Command[]} commands
 * @param {{ readonly before?: readonly Command[] }} [options]
 * @returns {Promise<Difference | undefined>}
 */
export async function playSession(engine, server, commands, { before = [] } = {}) {
  const session = { hasDistances: commands.some((command) => command.some((word) => /STOREDIST/i.test(word))) };
  const played = [...kReset, ...before, ...commands, ['RESET'], ...kTypes];
  const [ours, theirs] = await Promise.all([engine.play(played), server.play(played)]);
  /** @type {(list: readonly Command[], left: readonly Plain[], right: readonly Plain[]) => Difference | undefined} */
  const firstDifference = (list, left, right) => {
    const index = list.findIndex((command, at) => !sameReply(command, left[at] ?? null, right[at] ?? null, session));
    return index < 0 ? undefined : { commands, command: list[index] ?? [], engine: left[index] ?? null, server: right[index] ?? null };
  };
  const found = firstDifference(played, ours, theirs);
  if (found) return found;
  const looks = readers(theirs.slice(-kTypes.length));
  const [ourState, theirState] = await Promise.all([engine.play(looks), server.play(looks)]);
  return firstDifference(looks, ourState, theirState);
}

/** Two differences are of a kind if the same command shows them. */
/** @type {(difference: Difference) => string} */
const kindOf = (difference) => (difference.command[0] ?? '').toUpperCase();

/**
 * The fewest commands that still show a difference of the same kind.
 * @param {Side} engine
 * @param {Side} server
 * @param {Difference} difference
 * @returns {Promise<Difference>}
 */
export async function minimise(engine, server, difference) {
  let best = difference;
  for (let size = Math.ceil(best.commands.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < best.commands.length; ) {
      const fewer = [...best.commands.slice(0, at), ...best.commands.slice(at + size)];
      const found = await playSession(engine, server, fewer);
      if (found && kindOf(found) === kindOf(difference)) best = found;
      else at += size;
    }
  }
  return best;
}

/** @type {(word: string) => string} */
const quoted = (word) => (/^[\w.:<>$*+(-]+$/.test(word) ? word : JSON.stringify(word));

/** @type {(difference: Difference) => string} */
export const describeDifference = (difference) =>
  [...difference.commands.map((command) => `  ${command.map(quoted).join(' ')}`), `at ${difference.command.map(quoted).join(' ')}`, `  engine ${JSON.stringify(difference.engine)}`, `  server ${JSON.stringify(difference.server)}`].join('\n');

/**
 * @param {Side} engine
 * @param {Side} server
 * @param {{ commands: number, seed: number, groups: readonly string[], onDifference: (difference: Difference) => void, limit?: number }} options
 * @returns {Promise<{ commands: number, differences: number }>}
 */
export async function playRandomSessions(engine, server, { commands, seed, groups, onDifference, limit = Infinity }) {
  let played = 0;
  let differences = 0;
  for (let session = 0; played < commands && differences < limit; session += 1) {
    const random = new Random(seed + session * 7919);
    // Few groups at a time meet each other's keys more often.
    const chosen = random.chance(0.3) ? groups : Array.from({ length: 2 }, () => random.pick(groups));
    const usable = chosen.some((group) => group !== 'script') ? chosen : [...chosen, ...groups.filter((group) => group !== 'script')];
    const list = Array.from({ length: kSessionLength }, () => randomCommand(usable, random));
    const found = await playSession(engine, server, list);
    played += list.length;
    if (found) {
      differences += 1;
      onDifference(await minimise(engine, server, found));
    }
  }
  return { commands: played, differences };
}
