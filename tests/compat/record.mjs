// @ts-check
/**
 * `npm run record`: drives the packages against a live redis-server, writes down what they send, plays it again on an empty server
 * and stores commands, replies and the resulting keyspace in tests/compat/real-scripts.redis-VERSION.jsonl.
 *
 *     npm run record                  everything
 *     npm run record -- --verify      plays the existing record on a live server and says what differs; writes nothing
 *
 * Each session is played on two servers, on one of them slowly. What was not the same is marked: `near` when times in milliseconds
 * differed, `unordered` when only the order of hash fields did (it depends on the server's random seed), else `volatile`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, root, runMain } from '../../scripts/lib/process.mjs';
import { serverDoor } from './lib/door.mjs';
import { RedisClient, hasRedisServer, startRedisServer } from './lib/redis_server.mjs';
import { startProxy } from './real_scripts/capture.mjs';
import { extractScripts, sha1 } from './real_scripts/extract.mjs';
import { differences, nearlySame, play, sorted } from './real_scripts/play.mjs';
import { sessions } from './real_scripts/sessions.mjs';

/**
 * @typedef {import('./real_scripts/play.mjs').RecordedSession} RecordedSession
 * @typedef {import('./real_scripts/play.mjs').Step} Step
 * @typedef {import('./lib/door.mjs').Word} Word
 */

const same = (/** @type {unknown} */ left, /** @type {unknown} */ right) => JSON.stringify(left) === JSON.stringify(right);

/**
 * Replaces the text of a script by its hash.
 * @param {Word} word
 * @param {ReadonlyMap<string, string>} hashes by text; texts whose shebang was changed by a client are there too
 */
function named(word, hashes) {
  if (typeof word !== 'string' || word.length < 40) return word;
  const known = hashes.get(sha1(word));
  if (known === undefined) return word;
  return known === sha1(word) ? { script: known } : { script: known, shebang: word.slice(0, word.indexOf('\n')) };
}

/** @type {(scripts: readonly import('./real_scripts/extract.mjs').RealScript[]) => Map<string, string>} */
function hashTable(scripts) {
  const plainShebang = scripts.filter(({ text }) => text.startsWith('#!')).map(({ sha1: hash, text }) => /** @type {const} */ ([sha1(text.replace(/^#!.*/, '#!lua')), hash]));
  return new Map([...scripts.map(({ sha1: hash }) => /** @type {const} */ ([hash, hash])), ...plainShebang]);
}

/**
 * Names of the commands that the server has executed since the last reset of its statistics.
 * @param {import('./lib/door.mjs').Door} door
 */
async function executedCommands(door) {
  const info = String(await door(['INFO', 'commandstats']));
  const own = new Set(['flushall', 'script|flush', 'config|resetstat', 'info', 'keys', 'type', 'pttl']);
  return [...info.matchAll(/^cmdstat_([^:]+):/gm)].map(([, name = '']) => name).filter((name) => !own.has(name)).sort();
}

/**
 * @param {import('./real_scripts/sessions.mjs').Session} session
 * @param {{ proxy: Awaited<ReturnType<typeof startProxy>>, door: import('./lib/door.mjs').Door, otherDoor: import('./lib/door.mjs').Door, scripts: readonly import('./real_scripts/extract.mjs').RealScript[] }} bench
 * @returns {Promise<RecordedSession>}
 */
async function recordSession(session, { proxy, door, otherDoor, scripts }) {
  await door(['FLUSHALL']);
  await door(['SCRIPT', 'FLUSH']);
  proxy.take();
  await session.drive(proxy.port);
  const hashes = hashTable(scripts);
  const texts = new Map(scripts.map(({ sha1: hash, text }) => [hash, text]));
  const sent = proxy.take().map((words) => ({ words: words.map((word) => named(word, hashes)), reply: null }));
  const first = await play(otherDoor, sent, texts, 5);
  await door(['CONFIG', 'RESETSTAT']);
  const second = await play(door, sent, texts);
  const commands = await executedCommands(door);
  const steps = sent.map(({ words }, index) => {
    const reply = second.replies[index] ?? null;
    const other = first.replies[index] ?? null;
    if (same(reply, other)) return { words, reply };
    if (nearlySame(reply, other)) return { words, reply, near: true };
    return same(sorted(reply), sorted(other)) ? { words, reply, unordered: true } : { words, reply, volatile: true };
  });
  const before = new Map(first.keyspace.map((state) => [JSON.stringify(state.key), state]));
  const keyspace = second.keyspace.map((state) => (same(before.get(JSON.stringify(state.key))?.value, state.value) ? state : { ...state, volatile: true }));
  return { kind: 'session', name: session.name, package: session.package, commands, steps, keyspace };
}

/**
 * What SCRIPT LOAD says to every script, where it is not its hash.
 * @param {import('./lib/door.mjs').Door} door
 * @param {readonly import('./real_scripts/extract.mjs').RealScript[]} scripts
 */
async function refusals(door, scripts) {
  const refused = [];
  for (const { sha1: hash, text, package: name } of scripts) {
    const reply = await door(['SCRIPT', 'LOAD', text]);
    if (reply !== hash) refused.push({ package: name, script: hash, reply });
  }
  return refused;
}

/** @type {(file: string) => { scripts: number, sessions: RecordedSession[] }} */
function readRecord(file) {
  const [head, ...rest] = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  return { ...head, sessions: rest };
}

/** @type {(file: string, door: import('./lib/door.mjs').Door) => Promise<number>} */
async function verify(file, door) {
  const texts = new Map(extractScripts().map(({ sha1: hash, text }) => [hash, text]));
  let failed = 0;
  for (const session of readRecord(file).sessions) {
    const found = await differences(door, session, texts);
    console.log(`${found.length === 0 ? 'same' : 'DIFFERS'}  ${session.package}: ${session.name}`);
    for (const line of found) console.log(`    ${line}`);
    failed += found.length > 0 ? 1 : 0;
  }
  return failed;
}

/** @type {(file: string, version: string, bench: Parameters<typeof recordSession>[1]) => Promise<void>} */
async function record(file, version, bench) {
  const head = { kind: 'server', version, scripts: bench.scripts.length, refused: await refusals(bench.door, bench.scripts) };
  const recordedSessions = [];
  for (const session of sessions) {
    const one = await recordSession(session, bench);
    const runs = one.steps.filter((step) => /^EVAL/i.test(String(step.words[0]))).length;
    const volatile = one.steps.filter((step) => step.volatile).length;
    console.log(`${session.package}: ${session.name}: ${one.steps.length} commands, ${runs} script runs, ${one.keyspace.length} keys${volatile ? `, ${volatile} volatile` : ''}`);
    recordedSessions.push(one);
  }
  writeFileSync(file, [head, ...recordedSessions].map((line) => `${JSON.stringify(line)}\n`).join(''));
  console.log(`\n${file.slice(root.length + 1)}: ${recordedSessions.length} sessions of Redis ${version}`);
}

/**
 * A server with a connection to it.
 * @returns {Promise<{ port: number, version: string, door: import('./lib/door.mjs').Door, stop: () => Promise<void> }>}
 */
async function startWithDoor() {
  const server = await startRedisServer();
  const client = await RedisClient.open(server.port);
  const stop = () => {
    client.close();
    return server.stop();
  };
  return { port: server.port, version: server.version, door: serverDoor(client), stop };
}

await runMain(async () => {
  if (!hasRedisServer()) throw new Failure('redis-server is not on PATH: run `npm run setup`.');
  const server = await startWithDoor();
  const other = await startWithDoor();
  const proxy = await startProxy(server.port);
  const file = join(root, `tests/compat/real-scripts.redis-${server.version}.jsonl`);
  try {
    if (process.argv.includes('--verify')) return (await verify(file, server.door)) > 0 ? 1 : 0;
    await record(file, server.version, { proxy, door: server.door, otherDoor: other.door, scripts: extractScripts() });
    return 0;
  } finally {
    proxy.close();
    await server.stop();
    await other.stop();
  }
});
// Clients of the packages may keep timers.
process.exit();
