// @ts-check
/**
 * `npm run bench`: every program of tests/bench/programs in every engine, interleaved, so that a busy machine slows all of them.
 *
 *     npm run bench                          everything, three rounds
 *     npm run bench -- --rounds 5            more
 *     npm run bench -- --only fib,sort       some programs, and no tables besides
 *     npm run bench -- --engines native,wasm the engines compared with lua5.1 (default: native,wasm,chromium,wasmoon)
 *     npm run bench -- --check               exit code 1 when the targets are missed
 *     npm run bench -- --no-build            with what was built before
 *     npm run bench -- --json FILE           the figures as JSON
 *
 * A program returns a checksum, on which all engines must agree. It is called several times in one process (driver.lua); time is
 * processor time of the thread that runs the program, measured inside the engine; wasmoon, which cannot read it, tells that of its
 * process, and chromium (the package in a page, warmed up) what the page's clock says. The first call and the later ones are kept apart:
 * in WebAssembly the first starts in baseline code. Figures are medians over all rounds, as time relative to `lua5.1`: 0.50 is twice as
 * fast.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from '../../scripts/build.mjs';
import { Failure, root, runMain, which } from '../../scripts/lib/process.mjs';
import { readArguments } from '../../scripts/lib/usage.mjs';
import { setUp } from '../../scripts/setup.mjs';
import { openChromium } from './chromium.mjs';
import { engines, geometricMean, median, runFile } from './engines.mjs';
import { printGrowth } from './growth.mjs';
import { printMemory } from './memory.mjs';
import { printObserved } from './observed.mjs';
import { runRedisPrograms } from './redis_programs.mjs';

/** @typedef {{ first: number[], later: number[] }} Times */
/** @typedef {{ program: string, times: Record<string, Times>, checksum: string }} Row */

const programs = join(root, 'tests/bench/programs');
/** Calls in one process, or one page. */
const kCalls = 4;

/** Time relative to native lua5.1: means, the worst program, first calls to later ones (issue 3). */
const targets = { native: 0.6, wasm: 0.7, worst: 1.1, first: 1.3 };

/**
 * Runs all programs round by round.
 * @param {readonly string[]} names
 * @param {number} rounds
 * @param {readonly string[]} engineNames
 * @returns {Promise<Row[]>}
 */
async function runPrograms(names, rounds, engineNames) {
  const chromium = engineNames.includes('chromium') ? await openChromium() : undefined;
  const order = [...engines.map(({ name }) => name), 'chromium'].filter((name) => engineNames.includes(name));
  /** @type {Row[]} */
  const rows = names.map((program) => ({ program, times: {}, checksum: '' }));
  for (let round = 1; round <= rounds; round += 1) {
    process.stderr.write(`round ${round} of ${rounds}\n`);
    for (const row of rows) {
      for (const name of order) {
        const file = join(programs, `${row.program}.lua`);
        const engine = engines.find((one) => one.name === name);
        const lines = engine ? runFile(engine, join(root, 'tests/bench/driver.lua'), [file, String(kCalls)]) : ((await chromium?.run(file, kCalls)) ?? []);
        const times = (row.times[name] ??= { first: [], later: [] });
        lines.forEach((line, call) => {
          const match = /^(\S+) ([\d.]+)$/.exec(line);
          if (!match) throw new Failure(`${row.program}: ${name} prints ${line}`);
          row.checksum ||= match[1] ?? '';
          if (row.checksum !== match[1]) throw new Failure(`${row.program}: ${name} computes ${match[1]}, the others ${row.checksum}`);
          if (call === 0) times.first.push(Number(match[2]));
          else times.later.push(Number(match[2]));
        });
      }
    }
  }
  await chromium?.close();
  return rows;
}

/** @type {(row: Row, engine: string) => number} */
export const relativeTime = (row, engine) => median(row.times[engine]?.later ?? []) / median([...(row.times['lua5.1']?.later ?? []), ...(row.times['lua5.1']?.first ?? [])]);

/** @type {(row: Row, engine?: string) => number} */
const firstToLater = (row, engine = 'wasm') => median(row.times[engine]?.first ?? []) / median(row.times[engine]?.later ?? []);

/**
 * @param {readonly Row[]} rows
 * @param {readonly string[]} names engines beside lua5.1
 */
function printTable(rows, names) {
  const cells = (/** @type {readonly number[]} */ values) => values.map((value) => (Number.isNaN(value) ? '-' : value.toFixed(2)).padStart(9)).join('');
  const firsts = (/** @type {Row} */ row) => [firstToLater(row), firstToLater(row, 'chromium')];
  console.log(`\n${'program'.padEnd(14)}${'lua5.1 ms'.padStart(10)}${[...names, 'first', 'in page'].map((name) => name.padStart(9)).join('')}`);
  for (const row of rows) {
    const own = median(row.times['lua5.1']?.later ?? []);
    console.log(`${row.program.padEnd(14)}${own.toFixed(1).padStart(10)}${cells([...names.map((name) => relativeTime(row, name)), ...firsts(row)])}`);
  }
  const means = names.map((name) => geometricMean(rows.map((row) => relativeTime(row, name))));
  const meanFirsts = [0, 1].map((at) => geometricMean(rows.map((row) => firsts(row)[at] ?? Number.NaN)));
  console.log(`${'mean'.padEnd(24)}${cells([...means, ...meanFirsts])}`);
}

/** Size of what a page loads before the first run: the module and the code around it. */
function printSize() {
  const dist = join(root, 'web/client/dist');
  const files = readdirSync(dist).filter((name) => name === 'vm.wasm' || name === 'raw_module.js');
  const sizes = files.map((name) => ({ name, size: gzipSync(readFileSync(join(dist, name)), { level: 9 }).length }));
  const total = sizes.reduce((sum, { size }) => sum + size, 0);
  console.log(`\nmodule and glue, gzip: ${(total / 1024).toFixed(1)} KiB (${sizes.map(({ name, size }) => `${name} ${(size / 1024).toFixed(1)}`).join(', ')}); limit 200`);
}

/** @type {(rows: readonly Row[]) => boolean} */
function printVerdict(rows) {
  const native = geometricMean(rows.map((row) => relativeTime(row, 'native')));
  const wasm = geometricMean(rows.map((row) => relativeTime(row, 'wasm')));
  const first = geometricMean(rows.map((row) => firstToLater(row)));
  const slow = rows.filter((row) => relativeTime(row, 'wasm') > targets.worst).map((row) => `${row.program} ${relativeTime(row, 'wasm').toFixed(2)}`);
  const met = native <= targets.native && wasm <= targets.wasm && first <= targets.first && slow.length === 0;
  console.log(
    `\n${rows.length} programs: native ${native.toFixed(2)} (target ${targets.native}), wasm ${wasm.toFixed(2)} (${targets.wasm}), ` +
      `first calls ${first.toFixed(2)} (${targets.first}), above ${targets.worst}: ${slow.join(', ') || 'none'}: ${met ? 'met' : 'MISSED'}`,
  );
  return met;
}

const options = /** @type {const} */ ({
  rounds: { type: 'string' },
  only: { type: 'string' },
  engines: { type: 'string' },
  check: { type: 'boolean' },
  'no-build': { type: 'boolean' },
  json: { type: 'string' },
});

async function main() {
  const values = readArguments(import.meta.url, options)?.values;
  if (!values) return 0;
  const text = (/** @type {keyof typeof options} */ name) => (values[name] === undefined ? undefined : String(values[name]));
  await setUp('test');
  if (!which('lua5.1')) throw new Failure('lua5.1 is not on PATH.');
  if (!values['no-build']) await build(['release', 'wasm', 'client']);
  const only = text('only')?.split(',');
  const compared = (text('engines') ?? 'native,wasm,chromium,wasmoon').split(',');
  const all = readdirSync(programs).filter((name) => name.endsWith('.lua')).map((name) => name.slice(0, -4)).sort();
  const names = all.filter((name) => !only || only.includes(name));
  const rounds = Number(text('rounds') ?? 3);
  const rows = await runPrograms(names, rounds, ['lua5.1', ...compared]);
  console.log('\ntime relative to lua5.1 (0.50: twice as fast), median of all later calls; first: first call in wasm to later ones; in page: the same in chromium');
  if (rows.length > 0) printTable(rows, compared);
  const met = rows.length === 0 || !['native', 'wasm'].every((name) => compared.includes(name)) || printVerdict(rows);
  const redis = only && !only.includes('redis') ? [] : await runRedisPrograms(rounds);
  for (const row of redis) console.log(`redis.call ${row.program.padEnd(14)} redis-server ${row.server.toFixed(1)}, wasm ${row.wasm.toFixed(1)}, time ${(row.wasm / row.server).toFixed(2)}`);
  if (!only) {
    await printObserved(rounds);
    printGrowth(['lua5.1', ...compared.filter((name) => name === 'native' || name === 'wasm')]);
    await printMemory();
  }
  printSize();
  const file = text('json');
  if (file) writeFileSync(file, `${JSON.stringify({ rows, redis }, undefined, 2)}\n`);
  return values.check && !met ? 1 : 0;
}

await runMain(main);
