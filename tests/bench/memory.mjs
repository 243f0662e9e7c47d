// @ts-check
/** Memory over a million runs of scripts in one engine: what grows here is a leak. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../scripts/lib/process.mjs';

const points = [1e3, 1e4, 1e5, 1e6];

/** Tables, closures, strings of their own, coroutines, errors that are caught, and a command. */
const script = `local parts = {}
for i = 1, 5 do parts[i] = {tostring(i) .. ARGV[1], function() return i end} end
local wrapped = coroutine.wrap(function() coroutine.yield(pcall(error, {ARGV[1]})) end)
wrapped()
redis.call('SET', 'k', ARGV[1])
return #parts`;

/** The last runs of a hundred fail, and so do their scripts' compilations. @type {(run: number) => string} */
const bodyOf = (run) => (run % 100 === 99 ? `error('run ' .. ARGV[1])` : run % 100 === 98 ? 'return ((' : script);

/** Prints the memory of the process after each number of runs, in MiB. */
export async function printMemory() {
  const { createEngine } = await import(pathToFileURL(join(root, 'web/client/dist/entries/index_node.js')).href);
  const engine = await createEngine();
  const cells = [];
  for (let run = 1; run <= (points.at(-1) ?? 0); run += 1) {
    await engine.eval(bodyOf(run), { args: [String(run)] }).catch(() => undefined);
    if (points.includes(run)) {
      const { rss, external, arrayBuffers } = process.memoryUsage();
      cells.push(`${run.toExponential(0)}: ${(rss / 2 ** 20).toFixed(0)} (module ${((external + arrayBuffers) / 2 ** 20).toFixed(1)})`);
    }
  }
  engine.close();
  console.log(`\nMiB of the process after so many runs: ${cells.join(', ')}`);
}
