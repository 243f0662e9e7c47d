// @ts-check
/**
 * The test suites and how their results are counted. Each runner writes a report file next to its own output; counts come from there.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fuzzSuite } from '../../tests/fuzz/run.mjs';
import { root, run } from './process.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {{ name: string, what: string, needs: readonly string[], run: () => Promise<Counts> }} Suite */

const reports = join(root, 'build/reports');

/** @type {(path: string) => any} */
function readReport(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/**
 * A fresh file for a report.
 * @param {string} name
 */
function reportFile(name) {
  mkdirSync(reports, { recursive: true });
  const path = join(reports, `${name}.json`);
  rmSync(path, { force: true });
  return path;
}

/**
 * A runner that ended badly without naming a failed test has failed once.
 * @param {Counts | undefined} counts
 * @param {number} exitCode
 * @returns {Counts}
 */
function settled(counts, exitCode) {
  const known = counts ?? { passed: 0, failed: 0, skipped: 0 };
  const nothingSaid = known.failed === 0 && (exitCode !== 0 || counts === undefined);
  return nothingSaid ? { ...known, failed: 1 } : known;
}

/** @type {(first: Counts, second: Counts) => Counts} */
export const sum = (first, second) => ({
  passed: first.passed + second.passed,
  failed: first.failed + second.failed,
  skipped: first.skipped + second.skipped,
});

/** @type {Counts} */
export const nothing = { passed: 0, failed: 0, skipped: 0 };

/**
 * Runs one GoogleTest program.
 * @param {string} preset
 * @param {string} program
 * @returns {Promise<Counts>}
 */
async function runGoogleTest(preset, program) {
  console.log(`-- ${preset}/${program}`);
  const report = reportFile(`${preset}-${program}`);
  const code = await run(join(root, 'build', preset, program), ['--gtest_brief=1', `--gtest_output=json:${report}`], {
    env: { ASAN_OPTIONS: 'detect_stack_use_after_return=0:detect_leaks=1', UBSAN_OPTIONS: 'print_stacktrace=1' },
  });
  const result = readReport(report);
  if (!result) return settled(undefined, code);
  /** @type {{ result: string }[]} */
  const cases = result.testsuites.flatMap((/** @type {any} */ suite) => suite.testsuite);
  const skipped = cases.filter((one) => one.result === 'SKIPPED').length + result.disabled;
  const failed = result.failures + (result.errors ?? 0);
  return settled({ passed: result.tests - failed - skipped, failed, skipped }, code);
}

/**
 * The unit tests of a CMake preset.
 * @param {string} preset
 * @returns {() => Promise<Counts>}
 */
const googleTests = (preset) => async () => {
  const folder = join(root, 'build', preset);
  const programs = readdirSync(folder).filter((name) => name.endsWith('_test')).sort();
  let counts = programs.length === 0 ? { ...nothing, failed: 1 } : nothing;
  for (const program of programs) counts = sum(counts, await runGoogleTest(preset, program));
  return counts;
};

/**
 * The Vitest project of a folder.
 * @param {string} folder
 * @returns {() => Promise<Counts>}
 */
const vitest = (folder) => async () => {
  const report = reportFile(`vitest-${folder.replaceAll('/', '-')}`);
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await run(join(root, 'node_modules/.bin/vitest'), args, { cwd: join(root, folder) });
  const result = readReport(report);
  if (!result) return settled(undefined, code);
  const skipped = result.numPendingTests + result.numTodoTests;
  return settled({ passed: result.numPassedTests, failed: result.numFailedTests, skipped }, code);
};

/** @returns {Promise<Counts>} */
async function playwright() {
  const report = reportFile('e2e');
  const args = ['test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json'];
  const code = await run(join(root, 'node_modules/.bin/playwright'), args, { env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report } });
  const stats = readReport(report)?.stats;
  if (!stats) return settled(undefined, code);
  return settled({ passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped }, code);
}

/** In the order in which they run: what is quick and what points at the cause comes first. */
/** @type {readonly Suite[]} */
export const suites = [
  { name: 'unit', what: 'unit tests of the core, assertions on', needs: ['debug'], run: googleTests('debug') },
  { name: 'asan', what: 'the same under address and undefined-behaviour sanitizers', needs: ['asan'], run: googleTests('asan') },
  { name: 'stress', what: 'the same, collecting at every safepoint', needs: ['stress'], run: googleTests('stress') },
  { name: 'client', what: 'the npm package, in Node and through the worker protocol', needs: ['wasm', 'client'], run: vitest('web/client') },
  { name: 'page', what: 'state and views of the playground', needs: ['wasm', 'client'], run: vitest('web/playground') },
  {
    name: 'project',
    what: 'layers, sizes, compatibility with Redis, documentation',
    needs: ['release', 'wasm', 'client', 'package', 'playground'],
    run: vitest('tests'),
  },
  { name: 'fuzz', what: 'fuzz targets over their seeds and some new inputs, programs through lua5.1', needs: [], run: fuzzSuite },
  { name: 'e2e', what: 'the built page in a browser', needs: ['wasm', 'client', 'playground'], run: playwright },
];
