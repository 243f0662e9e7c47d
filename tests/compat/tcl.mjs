// @ts-check
/**
 * Runs units of Redis's own Tcl suite against this server, and prints what passes beside what a real server passes.
 *
 *   npm run tcl -- FOLDER [unit ...] [--compat V] [--port N] [--only TEST]
 *
 * FOLDER is a checkout of Redis, which is not part of this repository. Without units, those of the issue are run. Each unit has a server
 * of its own (or, with --port, the one that listens there, which may be a real one) and a time limit. A test that fails does not end its
 * unit (`--durable`).
 * What the suite printed is kept in `build/tcl/UNIT.log`.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
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
/** The suite's own processes talk at a port near this one, so that two runs do not meet. */
const kBasePort = 20_000 + (process.pid % 250) * 100;
const kLogs = join(root, 'build/tcl');

/**
 * What the suite prints about a unit, without colours.
 * @param {string} folder @param {string} port @param {string} unit @param {readonly string[]} options
 * @returns {Promise<{ output: string, isComplete: boolean }>}
 */
function runUnit(folder, port, unit, options) {
  const words = ['--host', '127.0.0.1', '--port', port, '--baseport', String(kBasePort), '--tags', kTags, '--durable'];
  // A process group of its own: the suite starts a second tclsh, which is to end with it.
  const suite = spawn('./runtest', [...words, '--single', `unit/${unit}`, ...options], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let isComplete = true;
  const timer = setTimeout(() => {
    isComplete = false;
    if (suite.pid !== undefined) process.kill(-suite.pid, 'SIGKILL');
  }, kUnitTimeoutMs);
  let output = '';
  suite.stdout.on('data', (data) => (output += data));
  suite.stderr.on('data', (data) => (output += data));
  return new Promise((done) => {
    suite.once('close', () => {
      clearTimeout(timer);
      done({ output: output.replace(/\u001b\[[0-9;]*m/g, ''), isComplete });
    });
  });
}

/** What the real server of the suite's own version passes of a unit: `pass/fail/skipped`. @param {string} folder @param {string} unit */
function baselineOf(folder, unit) {
  const path = join(root, '../shared/facts/tcl-baseline.md');
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  const row = lines.find((line) => line.startsWith(`| ${unit} |`));
  const isLater = existsSync(join(folder, 'tests/unit/type/hash-field-expire.tcl'));
  return row?.split('|')[isLater ? 2 : 6]?.replaceAll('*', '').trim() ?? '-';
}

/** @param {string} output */
function countsOf(output) {
  const count = (/** @type {string} */ kind) => output.match(new RegExp(`^\\[${kind}\\]`, 'gm'))?.length ?? 0;
  return { pass: count('ok'), fail: count('err') + count('exception'), skip: count('ignore') + count('skip') };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { compat: { type: 'string' }, port: { type: 'string' }, only: { type: 'string' } },
});
const [folderGiven, ...chosen] = positionals;
if (folderGiven === undefined) {
  process.stderr.write('Usage: npm run tcl -- FOLDER [unit ...] [--compat V] [--port N] [--only TEST]\n');
  process.exit(2);
}
const folder = resolve(folderGiven);
mkdirSync(kLogs, { recursive: true });
const total = { pass: 0, fail: 0, skip: 0, real: 0 };
for (const unit of chosen.length > 0 ? chosen : kUnits) {
  const release = values.compat === undefined ? [] : ['--compat', values.compat];
  const server = values.port === undefined ? await startPackagedServer([], release) : undefined;
  const port = String(server?.port ?? values.port);
  const { output, isComplete } = await runUnit(folder, port, unit, values.only === undefined ? [] : ['--only', values.only]);
  const note = server?.hasEnded() ? 'SERVER ENDED' : isComplete ? '' : 'TIME LIMIT';
  await server?.stop();
  writeFileSync(join(kLogs, `${unit.replace('/', '-')}.log`), output);
  const { pass, fail, skip } = countsOf(output);
  const real = baselineOf(folder, unit);
  total.pass += pass;
  total.fail += fail;
  total.skip += skip;
  total.real += Number.parseInt(real, 10) || 0;
  process.stdout.write(`${unit.padEnd(20)} ${`${pass}/${fail}/${skip}`.padEnd(12)} real ${real.padEnd(12)} ${note}\n`);
  for (const lines of output.match(/^\[(err|exception)\][^\n]*\n[^\n]*/gm) ?? []) {
    process.stdout.write(`    ${lines.replace('\n', '\n        ')}\n`);
  }
}
process.stdout.write(`${'total'.padEnd(20)} ${`${total.pass}/${total.fail}/${total.skip}`.padEnd(12)} real passes ${total.real}\n`);
