// @ts-check
/**
 * The scoreboard by hand:
 *
 *     node tests/compat/scoreboard.mjs                 our engine: the counts, and what differs in build/scoreboard.jsonl
 *     node tests/compat/scoreboard.mjs --group cjson   one group
 *     node tests/compat/scoreboard.mjs --update        the counts become the new baseline, tests/compat/scoreboard.json
 *     node tests/compat/scoreboard.mjs --server        a live redis-server instead, to check the runner itself
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, root, runMain } from '../../scripts/lib/process.mjs';
import { serverDoor } from './lib/door.mjs';
import { RedisClient, startRedisServer } from './lib/redis_server.mjs';
import { casesFile, hasCases, playCases, readCases } from './lib/scripting_cases.mjs';

/** @type {(port: number) => (protocol: 2 | 3) => Promise<import('./lib/scripting_cases.mjs').Connection>} */
const serverConnections = (port) => async (protocol) => {
  const client = await RedisClient.open(port);
  for (const command of [['FLUSHALL'], ['SCRIPT', 'FLUSH'], ['FUNCTION', 'FLUSH']]) await client.command(...command);
  if (protocol === 3) await client.command('HELLO', 3);
  return { door: serverDoor(client), close: () => client.close() };
};

/** @returns {Promise<(protocol: 2 | 3) => Promise<import('./lib/scripting_cases.mjs').Connection>>} */
async function engineConnections() {
  const { openEngine } = await import('./lib/engine_door.mjs');
  return async (protocol) => {
    const engine = await openEngine();
    return { door: protocol === 3 ? engine.door3 : engine.door, close: engine.close };
  };
}

await runMain(async () => {
  if (!hasCases()) throw new Failure(`${casesFile} is not there.`);
  const flag = process.argv.indexOf('--group');
  const cases = readCases().filter((one) => flag < 0 || one.group === process.argv[flag + 1]);
  const server = process.argv.includes('--server') ? await startRedisServer() : undefined;
  const { passed, total, mismatches } = await playCases(cases, server ? serverConnections(server.port) : await engineConnections());
  await server?.stop();
  for (const group of Object.keys(total).sort()) console.log(`${group.padEnd(18)}${String(passed[group]).padStart(5)} of ${total[group]}`);
  const count = cases.length - mismatches.length;
  console.log(`${'all'.padEnd(18)}${String(count).padStart(5)} of ${cases.length}`);
  mkdirSync(join(root, 'build'), { recursive: true });
  writeFileSync(join(root, 'build/scoreboard.jsonl'), mismatches.map((one) => `${JSON.stringify(one)}\n`).join(''));
  if (process.argv.includes('--update')) writeFileSync(join(root, 'tests/compat/scoreboard.json'), `${JSON.stringify({ passed: count, of: cases.length, groups: passed }, undefined, 2)}\n`);
});
