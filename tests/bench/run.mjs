// @ts-check
/**
 * `npm run bench`: every program of tests/bench/programs in every engine, interleaved, so that a busy machine slows all of them.
 *
 *     npm run bench                          everything, five rounds
 *     npm run bench -- --rounds 3            fewer
 *     npm run bench -- --only fib,sort       some programs
 *     npm run bench -- --check               exit code 1 when the targets are missed
 *     npm run bench -- --no-build            with what was built before
 *     npm run bench -- --json FILE           the figures as JSON
 *
 * A program returns a checksum, on which all engines must agree. Time is measured inside the engine, from the first statement to
 * the last, so start-up does not count; the figure is the least of all rounds. Ratios are speeds: 2.00 is twice as fast.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from '../../scripts/build.mjs';
import { Failure, root, runMain, which } from '../../scripts/lib/process.mjs';
import { setUp } from '../../scripts/setup.mjs';
import { runRedisPrograms } from './redis_programs.mjs';

/** @typedef {'lua5.1' | 'native' | 'wasmoon' | 'wasm'} EngineName */
/** @typedef {{ name: EngineName, command: (file: string) => readonly [string, ...string[]] }} Engine */
/** @typedef {{ program: string, ms: Record<string, number>, checksum: string }} Row */

const programs = join(root, 'tests/bench/programs');

/** Geometric mean against wasmoon-lua5.1, and the least that a single program may reach. */
const targets = { mean: 1, least: 0.67 };

/** @type {readonly Engine[]} */
const engines = [
  { name: 'lua5.1', command: (file) => ['lua5.1', file] },
  { name: 'native', command: (file) => [join(root, 'build/release/ferrous-lua-native'), 'lua', file] },
  { name: 'wasmoon', command: (file) => [process.execPath, join(root, 'tests/bench/wasmoon_lua51.mjs'), file] },
  { name: 'wasm', command: (file) => [process.execPath, join(root, 'web/client/dist/cli/main.js'), 'lua', file] },
];

/** @type {(name: string) => string | undefined} */
function option(name) {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? process.argv[at + 1] : undefined;
}

/** A program that prints its checksum and its time in milliseconds. @type {(source: string) => string} */
const timed = (source) => `local clock = os.clock
local start = clock()
local result = (function(...)
${source}
end)()
local finish = clock()
io.write(tostring(result), " ", string.format("%.3f", (finish - start) * 1000), "\\n")
`;

/**
 * One run of a file in an engine.
 * @param {Engine} engine
 * @param {string} file
 * @returns {{ checksum: string, ms: number }}
 */
function runOnce(engine, file) {
  const [program, ...args] = engine.command(file);
  const result = spawnSync(program, args, { encoding: 'utf8', timeout: 120_000 });
  const match = /^(\S+) ([\d.]+)\s*$/.exec(result.stdout ?? '');
  if (result.status !== 0 || !match) throw new Failure(`${engine.name} failed on ${file}:\n${result.stdout}${result.stderr}${result.error?.message ?? ''}`);
  return { checksum: match[1] ?? '', ms: Number(match[2]) };
}

/**
 * Runs all programs round by round.
 * @param {readonly string[]} names
 * @param {number} rounds
 * @param {string} folder for the timed copies
 * @returns {Row[]}
 */
function runPrograms(names, rounds, folder) {
  /** @type {Map<string, Row>} */
  const rows = new Map();
  for (const name of names) {
    writeFileSync(join(folder, `${name}.lua`), timed(readFileSync(join(programs, `${name}.lua`), 'utf8')));
    rows.set(name, { program: name, ms: {}, checksum: '' });
  }
  for (let round = 1; round <= rounds; round += 1) {
    process.stderr.write(`round ${round} of ${rounds}\n`);
    for (const [name, row] of rows) {
      for (const engine of engines) {
        const { checksum, ms } = runOnce(engine, join(folder, `${name}.lua`));
        if (row.checksum !== '' && row.checksum !== checksum) throw new Failure(`${name}: ${engine.name} computes ${checksum}, the others ${row.checksum}`);
        row.checksum = checksum;
        row.ms[engine.name] = Math.min(row.ms[engine.name] ?? Infinity, ms);
      }
    }
  }
  return [...rows.values()];
}

/** @type {(row: Row, ours: string, theirs: string) => number} */
export const speed = (row, ours, theirs) => (row.ms[theirs] ?? NaN) / Math.max(row.ms[ours] ?? NaN, 0.001);

/** @type {(values: readonly number[]) => number} */
const geometricMean = (values) => Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

/** @param {readonly Row[]} rows */
function printTable(rows) {
  const cell = (/** @type {number} */ value, /** @type {number} */ digits) => value.toFixed(digits).padStart(9);
  console.log(`\n${'program'.padEnd(14)}${'lua5.1'.padStart(9)}${'native'.padStart(9)}${'speed'.padStart(9)}   ${'wasmoon'.padStart(9)}${'wasm'.padStart(9)}${'speed'.padStart(9)}`);
  for (const row of rows) {
    const native = `${cell(row.ms['lua5.1'] ?? NaN, 1)}${cell(row.ms.native ?? NaN, 1)}${cell(speed(row, 'native', 'lua5.1'), 2)}`;
    const wasm = `${cell(row.ms.wasmoon ?? NaN, 1)}${cell(row.ms.wasm ?? NaN, 1)}${cell(speed(row, 'wasm', 'wasmoon'), 2)}`;
    console.log(`${row.program.padEnd(14)}${native}   ${wasm}`);
  }
  const means = [geometricMean(rows.map((row) => speed(row, 'native', 'lua5.1'))), geometricMean(rows.map((row) => speed(row, 'wasm', 'wasmoon')))];
  console.log(`${'mean'.padEnd(14)}${''.padStart(18)}${cell(means[0] ?? NaN, 2)}   ${''.padStart(18)}${cell(means[1] ?? NaN, 2)}`);
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
  const speeds = rows.map((row) => ({ program: row.program, value: speed(row, 'wasm', 'wasmoon') }));
  const mean = geometricMean(speeds.map(({ value }) => value));
  const slow = speeds.filter(({ value }) => value < targets.least);
  const met = mean >= targets.mean && slow.length === 0;
  const names = slow.map(({ program, value }) => `${program} ${value.toFixed(2)}`).join(', ');
  console.log(`\nagainst wasmoon-lua5.1: mean ${mean.toFixed(2)} (target ${targets.mean}), ${slow.length} below ${targets.least}${names ? `: ${names}` : ''}: ${met ? 'met' : 'MISSED'}`);
  return met;
}

async function main() {
  await setUp('test');
  if (!which('lua5.1')) throw new Failure('lua5.1 is not on PATH.');
  if (!process.argv.includes('--no-build')) await build(['release', 'wasm', 'client']);
  const only = option('only')?.split(',');
  const all = readdirSync(programs).filter((name) => name.endsWith('.lua')).map((name) => name.slice(0, -4)).sort();
  const names = all.filter((name) => !only || only.includes(name));
  const rounds = Number(option('rounds') ?? 5);
  const folder = mkdtempSync(join(tmpdir(), 'ferrous-lua-bench-'));
  try {
    const rows = names.length > 0 ? runPrograms(names, rounds, folder) : [];
    const redis = only && !only.includes('redis') ? [] : await runRedisPrograms(rounds);
    console.log('\nmilliseconds, least of all rounds; speed: how many times as fast as the engine to the left');
    if (rows.length > 0) printTable(rows);
    for (const row of redis) console.log(`redis.call ${row.program.padEnd(14)} redis-server ${row.server.toFixed(1)}, wasm ${row.wasm.toFixed(1)}, speed ${(row.server / row.wasm).toFixed(2)}`);
    printSize();
    const met = rows.length === 0 || printVerdict(rows);
    const file = option('json');
    if (file) writeFileSync(file, `${JSON.stringify({ rows, redis }, undefined, 2)}\n`);
    return process.argv.includes('--check') && !met ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await runMain(main);
