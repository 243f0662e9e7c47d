/** What the benchmarks say about their options, without running anything. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const bench = (script: string, ...words: string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, script), ...words], { encoding: 'utf8', timeout: 30_000 });

test.each([
  ['run.mjs', '--engines native,wasm'],
  ['redis/run.mjs', '-- calls evalsha'],
])('%s --help explains the options and runs nothing', (script, option) => {
  const { status, stdout } = bench(script, '--help');
  expect(status).toBe(0);
  expect(stdout).toContain(option);
  expect(stdout).not.toMatch(/^ \*|import /m);
  expect(stdout).not.toContain('programs: all there');
});

test.each(['run.mjs', 'redis/run.mjs'])('%s names an option that it does not know', (script) => {
  const { status, stdout, stderr } = bench(script, '--onyl', 'fib');
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain("Unknown option '--onyl'");
});
