// @ts-check
/** What the observed loop costs: a script under the debugger without breakpoints against the same script without it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../scripts/lib/process.mjs';
import { geometricMean } from './engines.mjs';

const programs = ['fib', 'fannkuch', 'methods', 'sieve', 'sort_by', 'closures', 'strings'];

/** Processor time of a call in milliseconds. @type {(work: () => Promise<unknown>) => Promise<number>} */
async function processorMs(work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** @param {number} rounds */
export async function printObserved(rounds) {
  const { bytesFromText, createSession } = await import(pathToFileURL(join(root, 'web/client/dist/entries/index_node.js')).href);
  const session = await createSession();
  /** @type {number[]} */
  const ratios = [];
  for (const name of programs) {
    const script = bytesFromText(readFileSync(join(root, 'tests/bench/programs', `${name}.lua`), 'utf8'));
    const request = { script, keys: [], args: [], setup: [], reset: true, chunkName: 'user_script' };
    let fast = Infinity;
    let observed = Infinity;
    for (let round = 0; round < rounds + 1; round += 1) {
      fast = Math.min(fast, await processorMs(() => session.run(request)));
      await session.start(request);
      observed = Math.min(observed, await processorMs(() => session.step('continue')));
    }
    ratios.push(observed / fast);
    console.log(`observed loop ${name.padEnd(10)} ${(observed / fast).toFixed(2)} times the fast one`);
  }
  session.close();
  console.log(`observed loop mean       ${geometricMean(ratios).toFixed(2)}`);
}
