// @ts-check
/** The engines that the benchmarks compare, and how a Lua file is run in each. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Failure, root } from '../../scripts/lib/process.mjs';

/** @typedef {'lua5.1' | 'native' | 'wasm' | 'wasmoon'} EngineName */
/** @typedef {{ name: EngineName, command: (file: string) => readonly [string, ...string[]] }} Engine */

/** @type {readonly Engine[]} */
export const engines = [
  { name: 'lua5.1', command: (file) => ['lua5.1', file] },
  { name: 'native', command: (file) => [join(root, 'build/release/ferrous-lua-native'), 'lua', file] },
  { name: 'wasm', command: (file) => [process.execPath, join(root, 'web/client/dist/cli/main.js'), 'lua', file] },
  { name: 'wasmoon', command: (file) => [process.execPath, join(root, 'tests/bench/wasmoon_lua51.mjs'), file] },
];

/**
 * Runs a Lua file and answers what it printed, line by line.
 * @param {Engine} engine
 * @param {string} file
 * @param {readonly string[]} args
 * @returns {string[]}
 */
export function runFile(engine, file, args) {
  const [program, ...first] = engine.command(file);
  const result = spawnSync(program, [...first, ...args], { encoding: 'utf8', timeout: 300_000, maxBuffer: 1 << 26 });
  if (result.status !== 0) throw new Failure(`${engine.name} failed on ${file} ${args.join(' ')}:\n${result.stdout}${result.stderr}${result.error?.message ?? ''}`);
  return result.stdout.trim().split('\n');
}

/** @type {(values: readonly number[]) => number} */
export const geometricMean = (values) => Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

/** @type {(values: readonly number[]) => number} */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length === 0 ? NaN : sorted.length % 2 === 1 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}
