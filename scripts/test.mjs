// @ts-check
/**
 * `npm test`: set-up, build, then every suite, however the ones before it ended.
 *
 *     npm test                       everything, as continuous integration runs it
 *     npm test -- --only unit,e2e    some suites
 *     npm test -- --list             their names
 */
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { Failure, heading, runMain } from './lib/process.mjs';
import { nothing, suites, sum } from './lib/suites.mjs';
import { setUp } from './setup.mjs';

/** @typedef {import('./lib/suites.mjs').Counts} Counts */

/** @type {(counts: Counts) => string} */
const inWords = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/**
 * Builds what a suite needs and runs it. A build that fails counts as one failed test, so that the others still run.
 * @param {import('./lib/suites.mjs').Suite} suite
 * @returns {Promise<Counts>}
 */
async function buildAndRun(suite) {
  try {
    await build(suite.needs);
    heading(`test ${suite.name}: ${suite.what}`);
    return await suite.run();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(error.message);
    return { ...nothing, failed: 1 };
  }
}

/**
 * Runs suites and prints the closing lines; true when nothing failed.
 * @param {readonly string[] | undefined} only
 * @returns {Promise<boolean>}
 */
export async function test(only) {
  const unknown = only?.find((name) => !suites.some((suite) => suite.name === name));
  if (unknown !== undefined) throw new Failure(`test.mjs: no suite called ${unknown}. Suites: ${suites.map((suite) => suite.name).join(', ')}.`);
  await setUp('test');
  const lines = [];
  let total = nothing;
  for (const suite of suites.filter((one) => !only || only.includes(one.name))) {
    const started = Date.now();
    const counts = await buildAndRun(suite);
    total = sum(total, counts);
    lines.push(`${suite.name.padEnd(10)}${inWords(counts)}  (${Math.round((Date.now() - started) / 1000)} s)`);
  }
  heading('results');
  console.log(lines.join('\n'));
  console.log(`\n${inWords(total)}`);
  return total.failed === 0 && total.passed > 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await runMain(async () => {
    if (process.argv.includes('--list')) {
      for (const suite of suites) console.log(`${suite.name.padEnd(10)}${suite.what}`);
      return 0;
    }
    const flag = process.argv.indexOf('--only');
    return (await test(flag > 0 ? process.argv[flag + 1]?.split(',') : undefined)) ? 0 : 1;
  });
}
