// @ts-check
/** Plays a recorded session through a door and says where the answers differ. */
import { keyspaceDifferences, snapshot } from '../lib/door.mjs';

/**
 * @typedef {import('../lib/door.mjs').Door} Door
 * @typedef {import('../lib/door.mjs').Word} Word
 * @typedef {import('../lib/plain.mjs').Plain} Plain
 * @typedef {{ words: readonly (Word | { readonly script: string, readonly shebang?: string | undefined })[], reply: Plain, volatile?: boolean, unordered?: boolean }} Step
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
 * @returns {Promise<{ replies: Plain[], keyspace: import('../lib/door.mjs').KeyState[] }>}
 */
export async function play(door, steps, scripts) {
  await door(['FLUSHALL']);
  await door(['SCRIPT', 'FLUSH']);
  /** @type {Plain[]} */
  const replies = [];
  for (const step of steps) replies.push(await door(wordsOf(step, scripts)));
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
 * Differences between a door and the record, in words; empty when it answers as the recorded server did.
 * @param {Door} door
 * @param {RecordedSession} session
 * @param {ReadonlyMap<string, string>} scripts
 * @returns {Promise<string[]>}
 */
export async function differences(door, session, scripts) {
  const { replies, keyspace } = await play(door, session.steps, scripts);
  const wrong = session.steps.flatMap((step, index) => {
    const form = step.unordered ? sorted : (/** @type {Plain} */ reply) => reply;
    const expected = JSON.stringify(form(step.reply));
    const actual = JSON.stringify(form(replies[index] ?? null));
    return step.volatile || expected === actual ? [] : [`step ${index} ${JSON.stringify(step.words).slice(0, 200)}: ${actual}, not ${expected}`];
  });
  return [...wrong, ...keyspaceDifferences(session.keyspace, keyspace)];
}
