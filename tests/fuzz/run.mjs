// @ts-check
/**
 * `npm run fuzz -- TARGET... [--seconds N]`: runs fuzz targets; without a name it lists them.
 *
 * What the fuzzer learns stays in build/fuzz/corpus/TARGET, findings go to build/fuzz/findings. A finding becomes a file of
 * tests/fuzz/seeds/TARGET and a unit test. `--seed N` makes a run repeatable, `--runs N` bounds it by executions.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from '../../scripts/build.mjs';
import { canFuzz } from '../../scripts/lib/fuzzing.mjs';
import { Failure, heading, root, runMain } from '../../scripts/lib/process.mjs';
import { runDifferential } from './differential.mjs';

/**
 * @typedef {object} Target
 * @property {string} what
 * @property {number} longest bytes of an input
 * @property {number} runs new executions in `npm test`
 * @property {readonly string[]} [alsoSeeds] folders of more seeds
 */

/** @type {Readonly<Record<string, Target>>} */
export const targets = {
  parser: { what: 'lexer, parser, compiler, verifier and listing on arbitrary text', longest: 4000, runs: 20_000, alsoSeeds: ['tests/scripts', 'tests/golden/bytecode'] },
  run: { what: 'arbitrary text as a program, in all modes', longest: 2000, runs: 3000, alsoSeeds: ['tests/scripts'] },
  programs: { what: 'generated programs, in all modes', longest: 1500, runs: 1500 },
  pattern: { what: 'string.find, match, gmatch and gsub, in all modes', longest: 600, runs: 3000 },
  format: { what: 'string.format against printf, numbers as text and back', longest: 500, runs: 5000 },
  cjson: { what: 'cjson decodes and encodes, in all modes', longest: 1000, runs: 3000 },
  cmsgpack: { what: 'cmsgpack unpacks and packs, in all modes', longest: 600, runs: 3000 },
  struct: { what: 'struct unpacks and packs, in all modes', longest: 300, runs: 3000 },
  verifier: { what: 'the verifier on arbitrary modules, and what it lets through in all modes', longest: 1500, runs: 5000 },
  resp: { what: 'the RESP decoder, and the encoder on what it read', longest: 2000, runs: 20_000 },
  rdb: { what: 'RDB files and values as RESTORE gets them, written and read again', longest: 2000, runs: 20_000 },
  commands: { what: 'arbitrary commands on a keyspace, with invariants', longest: 1200, runs: 3000 },
};

const kMissing = [
  'Fuzzing needs clang and its runtime for libFuzzer. On Debian or Ubuntu:',
  '  sudo apt-get install -y clang libclang-rt-14-dev',
  'or: node scripts/setup.mjs test',
].join('\n');

/** @typedef {{ target: string, executions: number, coverage: string, failed: boolean }} FuzzResult */

/** @type {(folder: string) => string} */
function made(folder) {
  mkdirSync(folder, { recursive: true });
  return folder;
}

/**
 * Runs one target over its seeds and then on inputs of its own.
 * @param {string} name
 * @param {{ seconds?: number | undefined, runs?: number | undefined, seed?: number | undefined, quiet?: boolean }} options
 * @returns {Promise<FuzzResult>}
 */
export async function fuzz(name, options) {
  const target = targets[name];
  if (target === undefined) throw new Failure(`there is no fuzz target '${name}'. Targets: ${Object.keys(targets).join(', ')}, differential.`);
  const kept = options.runs === undefined;
  // The first folder is where new inputs go: never the seeds.
  const corpus = join(root, kept ? 'build/fuzz/corpus' : 'build/fuzz/scratch', name);
  if (!kept) rmSync(corpus, { recursive: true, force: true });
  const seeds = [`tests/fuzz/seeds/${name}`, ...(target.alsoSeeds ?? [])].map((path) => join(root, path)).filter(existsSync);
  const dictionary = join(root, 'tests/fuzz/dictionaries', `${name}.dict`);
  const seedCount = seeds.reduce((sum, folder) => sum + readdirSync(folder, { recursive: true }).length, 0);
  const args = [
    made(corpus),
    ...seeds,
    `-artifact_prefix=${made(join(root, 'build/fuzz/findings'))}/${name}-`,
    `-max_len=${target.longest}`,
    '-timeout=25',
    '-rss_limit_mb=4096',
    '-print_final_stats=1',
    ...(existsSync(dictionary) ? [`-dict=${dictionary}`] : []),
    ...(options.seconds === undefined ? [] : [`-max_total_time=${options.seconds}`]),
    ...(options.runs === undefined ? [] : [`-runs=${options.runs + seedCount}`]),
    ...(options.seed === undefined ? [] : [`-seed=${options.seed}`]),
  ];
  return runTarget(name, args, options.quiet === true);
}

/**
 * @param {string} name
 * @param {readonly string[]} args
 * @param {boolean} quiet
 * @returns {Promise<FuzzResult>}
 */
function runTarget(name, args, quiet) {
  return new Promise((done) => {
    const child = spawn(join(root, 'build/fuzz', `fuzz_${name}`), args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'pipe'],
      env: { ...process.env, ASAN_OPTIONS: 'detect_leaks=1:detect_stack_use_after_return=0:allocator_may_return_null=1', UBSAN_OPTIONS: 'print_stacktrace=1' },
    });
    let text = '';
    child.stderr.on('data', (data) => {
      text += data;
      if (!quiet) process.stderr.write(data);
    });
    child.on('error', (error) => done({ target: name, executions: 0, coverage: error.message, failed: true }));
    child.on('close', (code) => {
      const executions = Number(/stat::number_of_executed_units: ([0-9]+)/.exec(text)?.[1] ?? 0);
      const coverage = [...text.matchAll(/cov: ([0-9]+) ft: ([0-9]+) corp: ([0-9]+)/g)].at(-1);
      if (code !== 0 && quiet) process.stderr.write(text.slice(-20_000));
      const inWords = coverage === undefined ? 'no coverage' : `${coverage[1]} edges, ${coverage[2]} features, ${coverage[3]} inputs kept`;
      done({ target: name, executions, coverage: inWords, failed: code !== 0 });
    });
  });
}

/** @param {FuzzResult} result */
const inWords = ({ target, executions, coverage, failed }) => `${failed ? 'FAILED  ' : ''}${target}: ${executions} executions, ${coverage}`;

/**
 * The suite of `npm test`: every target for a bounded number of executions, from a fixed seed, and programs through lua5.1.
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
 */
export async function fuzzSuite() {
  const names = Object.keys(targets);
  if (!canFuzz()) {
    console.log(`skipped: ${kMissing}`);
    return { passed: 0, failed: 0, skipped: names.length + 1 };
  }
  await build(['fuzz', 'release']);
  let failed = 0;
  for (const name of names) {
    const result = await fuzz(name, { runs: targets[name]?.runs, seed: 1, quiet: true });
    console.log(inWords(result));
    if (result.failed) failed += 1;
  }
  if (!(await runDifferential({ first: 1, count: 400 }))) failed += 1;
  return { passed: names.length + 1 - failed, failed, skipped: 0 };
}

/** @type {(words: readonly string[], name: string) => number | undefined} */
function numberOption(words, name) {
  const at = words.indexOf(name);
  if (at < 0) return undefined;
  const value = Number(words[at + 1]);
  if (!Number.isSafeInteger(value) || value < 0) throw new Failure(`${name} needs a whole number`);
  return value;
}

async function main() {
  const words = process.argv.slice(2);
  const names = words.filter((word, at) => !word.startsWith('--') && !words[at - 1]?.startsWith('--'));
  if (names.length === 0) {
    for (const [name, { what }] of Object.entries(targets)) console.log(`${name.padEnd(10)}${what}`);
    console.log('differential  generated programs, here and in lua5.1');
    console.log('\nnpm run fuzz -- TARGET... [--seconds N] [--runs N] [--seed N], or `all`');
    return 0;
  }
  if (!canFuzz()) throw new Failure(kMissing);
  await build(['fuzz', 'release']);
  const runs = numberOption(words, '--runs');
  const seed = numberOption(words, '--seed');
  const seconds = numberOption(words, '--seconds') ?? (runs === undefined ? 60 : undefined);
  let right = true;
  const chosen = names.includes('all') ? [...Object.keys(targets), 'differential'] : names;
  const lines = [];
  for (const name of chosen) {
    heading(`fuzz ${name}`);
    if (name === 'differential') {
      right = (await runDifferential({ first: seed ?? Date.now(), count: runs, seconds })) && right;
      continue;
    }
    const result = await fuzz(name, { seconds, runs, seed });
    lines.push(inWords(result));
    right = !result.failed && right;
  }
  console.log(lines.join('\n'));
  return right ? 0 : 1;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await runMain(main);
