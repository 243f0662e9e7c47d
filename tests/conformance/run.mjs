// @ts-check
/**
 * Runs a suite of Lua programs through the command line: `npm run conformance -- FOLDER [--native] [--only NAME]`.
 *
 * FOLDER is a checkout of the PUC Lua 5.1 suite (it has all.lua) or of LuaJIT-test-cleanup (it has test/test.lua). The suites are not
 * part of this repository; they are copied to a temporary folder, because they write files, and run there: each file in a process of
 * its own, through `npx ferrous-lua lua`, or with `--native` through `build/release/ferrous-lua-native lua`. What is left out, and why,
 * is in exclusions.mjs; the runner replaces an excluded assert in its copy.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Failure, root, runMain } from '../../scripts/lib/process.mjs';
import { luajitFilesLeftOut, luajitTestsLeftOut, pucAssertsLeftOut, pucFilesLeftOut } from './exclusions.mjs';

const kTimeoutMs = 300_000;
const kCommands = {
  native: [join(root, 'build/release/ferrous-lua-native'), 'lua'],
  wasm: [process.execPath, join(root, 'web/client/dist/cli/main.js'), 'lua'],
};

/** @typedef {{ name: string, failure: string | undefined, ms: number }} Outcome */

/**
 * Runs a program; undefined if it ended well, else the first lines of what it said.
 * @param {readonly string[]} command
 * @param {string} folder
 * @param {readonly string[]} args
 */
function execute(command, folder, args) {
  const [program = '', ...first] = command;
  const options = /** @type {const} */ ({ cwd: folder, encoding: 'latin1', timeout: kTimeoutMs, input: '', maxBuffer: 1 << 28 });
  const result = spawnSync(program, [...first, ...args], options);
  if (result.error !== undefined) return { failure: result.error.message, output: result.stdout ?? '' };
  if (result.status === 0) return { failure: undefined, output: result.stdout };
  const said = result.stderr.split('\n').slice(0, 4).join(' | ');
  return { failure: said === '' ? `status ${result.status ?? result.signal}` : said, output: result.stdout };
}

/**
 * Replaces the asserts that are left out in the copy of a suite.
 * @param {string} folder
 */
function leaveOutAsserts(folder) {
  for (const { file, line, sha1 } of pucAssertsLeftOut) {
    const path = join(folder, file);
    const lines = readFileSync(path, 'latin1').split('\n');
    const text = lines[line - 1] ?? '';
    const found = createHash('sha1').update(Buffer.from(text, 'latin1')).digest('hex');
    if (!found.startsWith(sha1)) throw new Failure(`${file}:${line} is not the line that exclusions.mjs means (${found.slice(0, 10)}).`);
    lines[line - 1] = text.replace(/\bassert\s*\(/, 'type(');
    writeFileSync(path, lines.join('\n'), 'latin1');
  }
}

/**
 * @param {string} folder
 * @param {readonly string[]} command
 * @param {string | undefined} only
 */
function runPuc(folder, command, only) {
  mkdirSync(join(folder, 'libs/P1'), { recursive: true });
  leaveOutAsserts(folder);
  // big.lua yields: it is made to run in a coroutine.
  writeFileSync(join(folder, 'run_big.lua'), 'local run = coroutine.wrap(assert(loadfile("big.lua"))) while run() ~= "a" do end\n');
  const files = readdirSync(folder).filter((name) => name.endsWith('.lua') && name !== 'run_big.lua' && name !== 'checktable.lua');
  return files
    .filter((file) => pucFilesLeftOut[file] === undefined && (only === undefined || file === only))
    .map((file) => runFile(folder, command, file === 'big.lua' ? 'run_big.lua' : file, file));
}

/**
 * @param {string} folder
 * @param {readonly string[]} command
 * @param {string} file
 * @param {string} name
 * @returns {Outcome}
 */
function runFile(folder, command, file, name = file) {
  const start = performance.now();
  const { failure } = execute(command, folder, [file]);
  return report({ name, failure, ms: performance.now() - start });
}

/** @param {Outcome} outcome */
function report(outcome) {
  console.log(`${outcome.failure === undefined ? 'pass' : 'FAIL'}  ${outcome.name}  ${Math.round(outcome.ms)} ms`);
  if (outcome.failure !== undefined) console.log(`      ${outcome.failure}`);
  return outcome;
}

/**
 * The suite's own runner, then each file of its folder misc.
 * @param {string} folder
 * @param {readonly string[]} command
 * @param {string | undefined} only
 */
function runLuajit(folder, command, only) {
  const test = join(folder, 'test');
  const outcomes = [];
  if (only === undefined || only === 'test.lua') {
    const start = performance.now();
    const { failure, output } = execute(command, test, ['test.lua', '--quiet']);
    const summary = output.trim().split('\n').at(-1) ?? '';
    const failed = Number(/([0-9]+) failed/.exec(summary)?.[1] ?? 0);
    const files = [...output.matchAll(/^\[ *[0-9]+\/[0-9]+\] (\S+) ---/gm)].map((match) => match[1] ?? '');
    const surplus = files.filter((file) => files.filter((other) => other === file).length > (luajitTestsLeftOut[file]?.tests ?? 0));
    const isGood = /passed/.test(summary) && failed === files.length && surplus.length === 0;
    const said = isGood ? undefined : (surplus.join(' ') || failure || output.slice(-2000));
    outcomes.push(report({ name: `test.lua: ${summary}`, failure: said, ms: performance.now() - start }));
  }
  for (const file of readdirSync(join(test, 'misc'))) {
    if (luajitFilesLeftOut[file] === undefined && (only === undefined || file === only)) {
      outcomes.push(runFile(test, command, join('misc', file), `misc/${file}`));
    }
  }
  return outcomes;
}

await runMain(async () => {
  const words = process.argv.slice(2);
  const at = words.indexOf('--only');
  const only = at < 0 ? undefined : words.splice(at, 2)[1];
  const isNative = words.includes('--native');
  const [source] = words.filter((word) => word !== '--native');
  if (source === undefined) throw new Failure('usage: npm run conformance -- FOLDER [--native] [--only FILE]');
  const command = isNative ? kCommands.native : kCommands.wasm;
  for (const path of command.filter((word) => word.startsWith(root))) {
    if (!existsSync(path)) throw new Failure(`${path} is missing: run node scripts/build.mjs ${isNative ? 'release' : 'client'}.`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'ferrous-conformance-'));
  try {
    cpSync(resolve(source), folder, { recursive: true });
    const isLuajit = existsSync(join(folder, 'test/test.lua'));
    const isKnown = isLuajit || existsSync(join(folder, 'all.lua'));
    if (!isKnown) throw new Failure(`${source} is not one of the suites that this runner knows.`);
    const outcomes = isLuajit ? runLuajit(folder, command, only) : runPuc(folder, command, only);
    const failed = outcomes.filter((outcome) => outcome.failure !== undefined).length;
    const leftOut = isLuajit ? luajitFilesLeftOut : pucFilesLeftOut;
    const asserts = isLuajit ? 0 : pucAssertsLeftOut.length;
    console.log(`${outcomes.length - failed} files passed, ${failed} failed; left out: ${Object.keys(leftOut).length} files, ${asserts} asserts`);
    if (failed > 0) throw new Failure(`${failed} files of ${source} failed.`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
