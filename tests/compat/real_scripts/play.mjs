// @ts-check
/** Plays a recorded session through a door and says where the answers differ. */
import { kToleranceMs, keyspaceDifferences, snapshot } from '../lib/door.mjs';
import { pause } from '../lib/redis_server.mjs';

/**
 * @typedef {import('../lib/door.mjs').Door} Door
 * @typedef {import('../lib/door.mjs').Word} Word
 * @typedef {import('../lib/plain.mjs').Plain} Plain
 * @typedef {{ words: readonly (Word | { readonly script: string, readonly shebang?: string | undefined })[], reply: Plain, volatile?: boolean, unordered?: boolean, near?: boolean }} Step
 *   A word `{ script }` is the script with that SHA-1 as the package ships it; with `shebang`, its first line replaced.
 * @typedef {object} RecordedSession
 * @property {'session'} kind
 * @property {string} name
 * @property {string} package
 * @property {readonly string[]} commands that were executed, by scripts too
 * @property {readonly Step[]} steps
 * @property {readonly import('../lib/door.mjs').KeyState[]} keyspace
 */

/**
 * The words of a step with the texts of its scripts.
 * @param {Step} step
 * @param {ReadonlyMap<string, string>} scripts texts by SHA-1
 * @returns {Word[]}
 */
export function wordsOf(step, scripts) {
  return step.words.map((word) => {
    if (typeof word !== 'object' || !('script' in word)) return word;
    const text = scripts.get(word.script);
    if (text === undefined) throw new Error(`no package ships the script ${word.script} any more: run npm run record`);
    return word.shebang === undefined ? text : text.replace(/^#!.*/, word.shebang);
  });
}

/**
 * Plays the steps on an empty database with an empty script cache.
 * @param {Door} door
 * @param {readonly Step[]} steps
 * @param {ReadonlyMap<string, string>} scripts
 * @param {number} [pauseMs] before each step, to see what depends on the clock
 * @returns {Promise<{ replies: Plain[], keyspace: import('../lib/door.mjs').KeyState[] }>}
 */
export async function play(door, steps, scripts, pauseMs = 0) {
  await door(['FLUSHALL']);
  await door(['SCRIPT', 'FLUSH']);
  /** @type {Plain[]} */
  const replies = [];
  for (const step of steps) {
    if (pauseMs > 0) await pause(pauseMs);
    replies.push(await door(wordsOf(step, scripts)));
  }
  return { replies, keyspace: await snapshot(door) };
}

/**
 * A reply with the fields of its hashes sorted: arrays of strings in pairs. Only for replies whose order Redis does not promise.
 * @param {Plain} reply
 * @returns {Plain}
 */
export function sorted(reply) {
  if (!Array.isArray(reply)) return reply;
  if (reply.length % 2 !== 0 || reply.some((one) => typeof one !== 'string')) return reply.map(sorted);
  return reply.flatMap((field, index) => (index % 2 === 0 ? [`${JSON.stringify(field)}: ${JSON.stringify(reply[index + 1])}`] : [])).sort();
}

/**
 * Whether two replies are the same but for times in milliseconds that passed in between.
 * @param {Plain} left
 * @param {Plain} right
 * @returns {boolean}
 */
export function nearlySame(left, right) {
  if (typeof left === 'number' && typeof right === 'number' && left > 1000) return Math.abs(left - right) < kToleranceMs;
  if (!Array.isArray(left) || !Array.isArray(right)) return JSON.stringify(left) === JSON.stringify(right);
  return left.length === right.length && left.every((one, index) => nearlySame(one, right[index]));
}

/**
 * Whether a reply is the recorded one, as far as the step promises.
 * @param {Step} step
 * @param {Plain} reply
 */
function agrees(step, reply) {
  if (step.volatile) return true;
  if (step.near) return nearlySame(step.reply, reply);
  if (step.unordered) return JSON.stringify(sorted(step.reply)) === JSON.stringify(sorted(reply));
  return JSON.stringify(step.reply) === JSON.stringify(reply);
}

/**
 * Differences between a door and the record, in words; empty when it answers as the recorded server did.
 * @param {Door} door
 * @param {RecordedSession} session
 * @param {ReadonlyMap<string, string>} scripts
 * @returns {Promise<string[]>}
 */
export async function differences(door, session, scripts) {
  const { replies, keyspace } = await play(door, session.steps, scripts);
  const wrong = session.steps.flatMap((step, index) => {
    const reply = replies[index] ?? null;
    if (agrees(step, reply)) return [];
    return [`step ${index} ${JSON.stringify(step.words).slice(0, 200)}: ${JSON.stringify(reply)}, not ${JSON.stringify(step.reply)}`];
  });
  return [...wrong, ...keyspaceDifferences(session.keyspace, keyspace)];
}
