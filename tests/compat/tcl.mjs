// @ts-check
/**
 * Runs units of Redis's own Tcl suite against this server, and prints what passes beside what real servers pass.
 *
 *   npm run tcl -- FOLDER [unit ...]
 *
 * FOLDER is a checkout of Redis, which is not part of this repository. Without units, those of the issue are run.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/lib/process.mjs';
import { startPackagedServer } from './lib/packaged_server.mjs';

const kTags = 'debug repl save config-maxmemory config-resetstat reset latency local-process'
  .split(' ')
  .map((tag) => `-needs:${tag}`)
  .join(' ');
const kUnits = (
  'scripting functions type/string type/incr type/list type/list-2 type/list-3 type/set type/zset type/hash type/stream ' +
  'type/stream-cgroups keyspace expire scan sort bitops bitfield geo hyperloglog multi pubsub pubsubshard protocol info-command ' +
  'introspection introspection-2 dump other querybuf limits auth acl slowlog tracking pause quit lazyfree'
).split(' ');
const kUnitTimeoutMs = 300_000;

/** @param {string} folder @param {string} port @param {string} unit */
function runUnit(folder, port, unit) {
  const words = ['--host', '127.0.0.1', '--port', port, '--tags', kTags, '--single', `unit/${unit}`];
  const suite = spawn('./runtest', words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const timer = setTimeout(() => suite.kill('SIGTERM'), kUnitTimeoutMs);
  let output = '';
  suite.stdout.on('data', (data) => (output += data));
  suite.stderr.on('data', (data) => (output += data));
  return new Promise((resolve) => {
    suite.once('close', () => {
      clearTimeout(timer);
      resolve(output.replace(/\u001b\[[0-9;]*m/g, ''));
    });
  });
}

/** The counts of a unit for the real server of the suite's own version: `pass/fail/skipped`. @param {string} unit */
function baselineOf(unit) {
  const path = join(root, '../shared/facts/tcl-baseline.md');
  const row = existsSync(path) ? readFileSync(path, 'utf8').split('\n').find((line) => line.startsWith(`| ${unit} |`)) : undefined;
  return row?.split('|')[2]?.replaceAll('*', '').trim() ?? '-';
}

const [folder, ...chosen] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('Usage: npm run tcl -- FOLDER [unit ...]\n');
  process.exit(2);
}
let passed = 0;
let failed = 0;
for (const unit of chosen.length > 0 ? chosen : kUnits) {
  const server = await startPackagedServer();
  const output = String(await runUnit(folder, String(server.port), unit));
  await server.stop();
  const pass = (output.match(/^\[ok\]/gm) ?? []).length;
  const fail = (output.match(/^\[err\]/gm) ?? []).length;
  const broken = /\[exception\][^\n]*/.exec(output)?.[0] ?? '';
  passed += pass;
  failed += fail;
  process.stdout.write(`${unit.padEnd(22)} ${String(pass).padStart(4)} pass ${String(fail).padStart(3)} fail   real: ${baselineOf(unit)}   ${broken}\n`);
  for (const line of output.match(/^\[err\][^\n]*/gm) ?? []) process.stdout.write(`    ${line}\n`);
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
