// @ts-check
/**
 * Splits the machine in two: what scripts commonly need, and what is loaded when it is first called.
 *
 * Which functions are needed is not listed but found out: `train_module.mjs` runs commands and scripts on an instrumented copy, and all that
 * it called stays in the first part. Binaryen's wasm-split does the work: in the first part, the place of a moved function in the
 * table holds an import that the loader (`web/client/src/vm.ts`) answers by instantiating the second part, which fills in its own.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { train } from './train_module.mjs';

/** Names that the two parts use for each other. */
const kNames = ['--import-namespace=primary', '--placeholder-namespace=placeholder', '--export-prefix=%'];

/**
 * @param {{ wasm: string, glue: string, splitter: string }} input the linked module with names, its JavaScript, and the program wasm-split
 * @returns {Promise<{ primary: Uint8Array, deferred: Uint8Array, places: Uint8Array }>} the parts, and lines "place:name" for who wants
 *   to know which function an import of the first part stands for
 */
export async function splitModule({ wasm, glue, splitter }) {
  const folder = mkdtempSync(join(tmpdir(), 'ferrous-split-'));
  /** @param {string} name */
  const file = (name) => join(folder, name);
  const [instrumented, profile, primary, deferred] = [file('instrumented.wasm'), file('profile'), file('primary.wasm'), file('deferred.wasm')];
  try {
    execFileSync(splitter, ['--instrument', wasm, '-o', instrumented, '--all-features']);
    writeFileSync(profile, await train(glue, instrumented));
    const outputs = ['-o1', primary, '-o2', deferred, '--placeholdermap', '--all-features'];
    execFileSync(splitter, ['--split', wasm, `--profile=${profile}`, ...kNames, ...outputs], { stdio: ['ignore', 'ignore', 'inherit'] });
    return { primary: readFileSync(primary), deferred: readFileSync(deferred), places: readFileSync(`${primary}.placeholders`) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
