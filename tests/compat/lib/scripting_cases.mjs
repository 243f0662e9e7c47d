// @ts-check
/**
 * The recorded scripting cases (shared facts, beside the checkout): each is a few commands on an empty server and what a real one
 * answered. This is a scoreboard, not a test of each case: the count of cases that agree must not fall.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../scripts/lib/process.mjs';

/**
 * @typedef {import('./plain.mjs').Plain} Plain
 * @typedef {import('./door.mjs').Word} Word
 * @typedef {object} Case
 * @property {number} id
 * @property {string} group
 * @property {Word} script
 * @property {readonly Word[]} keys
 * @property {readonly Word[]} args
 * @property {readonly (readonly Word[])[]} setup
 * @property {readonly Word[]} [cmd] sent instead of EVAL
 * @property {readonly (readonly Word[])[]} [post]
 * @property {3} [resp]
 * @property {Plain} reply
 * @property {string | { b64: string } | null} error
 * @property {readonly Plain[]} [postReplies]
 *
 * @typedef {{ door: import('./door.mjs').Door, close: () => void }} Connection new, to an empty server
 * @typedef {{ id: number, group: string, sent: unknown, expected: unknown, actual: unknown }} Mismatch
 */

/** Where the cases are: outside of the repository, so they may be absent. */
export const casesFile = join(root, '../shared/facts/scripting-cases.jsonl');

export const hasCases = () => existsSync(casesFile);

/** @returns {Case[]} */
export const readCases = () => readFileSync(casesFile, 'utf8').trim().split('\n').map((line) => JSON.parse(line));

/** @type {(one: Case) => readonly Word[]} */
const commandOf = (one) => one.cmd ?? ['EVAL', one.script, one.keys.length, ...one.keys, ...one.args];

/**
 * As text in which equal replies are equal: the cases write errors that are not UTF-8 in Latin-1, and tell apart two null replies
 * that are one here.
 * @param {unknown} value
 */
const comparable = (value) =>
  JSON.stringify(value, (key, inner) => {
    if (key === 'error' && typeof inner === 'object' && inner !== null) return Buffer.from(inner.b64, 'base64').toString('latin1');
    return inner?.nil === 'array' ? null : inner;
  });

/**
 * Plays one case; undefined when everything agrees.
 * @param {Case} one
 * @param {(protocol: 2 | 3) => Promise<Connection>} open
 * @returns {Promise<Mismatch | undefined>}
 */
async function playCase(one, open) {
  const connection = await open(one.resp ?? 2);
  try {
    for (const command of one.setup) await connection.door(command);
    const reply = await connection.door(commandOf(one));
    const after = [];
    for (const command of one.post ?? []) after.push(await connection.door(command));
    const expected = { reply: one.error === null ? one.reply : { error: one.error }, after: one.postReplies ?? [] };
    const actual = { reply, after };
    if (comparable(expected) === comparable(actual)) return undefined;
    return { id: one.id, group: one.group, sent: [...one.setup, commandOf(one), ...(one.post ?? [])], expected, actual };
  } catch (error) {
    return { id: one.id, group: one.group, sent: [commandOf(one)], expected: one.reply, actual: `failed: ${error instanceof Error ? error.message : error}` };
  } finally {
    connection.close();
  }
}

/**
 * Plays all cases.
 * @param {readonly Case[]} cases
 * @param {(protocol: 2 | 3) => Promise<Connection>} open
 * @returns {Promise<{ passed: Record<string, number>, total: Record<string, number>, mismatches: Mismatch[] }>} counts by group
 */
export async function playCases(cases, open) {
  /** @type {Record<string, number>} */
  const passed = {};
  /** @type {Record<string, number>} */
  const total = {};
  const mismatches = [];
  for (const one of cases) {
    const mismatch = await playCase(one, open);
    total[one.group] = (total[one.group] ?? 0) + 1;
    passed[one.group] = (passed[one.group] ?? 0) + (mismatch ? 0 : 1);
    if (mismatch) mismatches.push(mismatch);
  }
  return { passed, total, mismatches };
}
