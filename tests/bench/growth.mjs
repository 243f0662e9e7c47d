// @ts-check
/** How cost grows as the work grows: programs of tests/bench/growth with sizes up to ten million, as nanoseconds per unit of work. */
import { join } from 'node:path';
import { root } from '../../scripts/lib/process.mjs';
import { engines, runFile } from './engines.mjs';

/** @typedef {{ program: string, unit: (size: number) => number, what: string, largest: number }} Growth */

const linear = (/** @type {number} */ size) => size;
const sorting = (/** @type {number} */ size) => size * Math.log2(size);

/** @type {readonly Growth[]} */
const growths = [
  { program: 'fill', unit: linear, what: 'per element', largest: 1e7 },
  { program: 'hash', unit: linear, what: 'per element', largest: 1e6 },
  { program: 'concat', unit: linear, what: 'per piece', largest: 1e7 },
  { program: 'sort', unit: sorting, what: 'per n log2 n', largest: 1e7 },
  { program: 'sort_by', unit: sorting, what: 'per n log2 n', largest: 1e6 },
  { program: 'pause', unit: linear, what: 'per live table, one collection', largest: 1e6 },
];

const sizes = [1e4, 1e5, 1e6, 1e7];

/** @param {readonly string[]} names of engines */
export function printGrowth(names) {
  console.log(`\nnanoseconds of processor time per unit of work, by size\n${'program'.padEnd(10)}${'engine'.padEnd(9)}${sizes.map((size) => size.toExponential(0).padStart(9)).join('')}`);
  for (const { program, unit, what, largest } of growths) {
    for (const engine of engines.filter(({ name }) => names.includes(name))) {
      const cells = sizes.map((size) => {
        if (size > largest) return '-'.padStart(9);
        const ms = Number(runFile(engine, join(root, 'tests/bench/growth', `${program}.lua`), [String(size)])[0]);
        return ((ms * 1e6) / unit(size)).toFixed(1).padStart(9);
      });
      console.log(`${program.padEnd(10)}${engine.name.padEnd(9)}${cells.join('')}  ${what}`);
    }
  }
}
