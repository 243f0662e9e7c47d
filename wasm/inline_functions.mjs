// @ts-check
/**
 * Inlines small functions all over the linked module.
 *
 * What is compiled for size calls even the accessors of the standard library (`string::size`, `vector::operator[]`), and the JavaScript
 * engines do not inline them either: such calls were half of the time of a Redis command. A body that is hardly larger than its call costs
 * no bytes, so up to a certain size inlining makes the module smaller, and beyond it a little larger (docs/decisions/0016).
 */
import { execFileSync } from 'node:child_process';

/** In Binaryen's measure: about the number of expressions. */
const kLargestInlined = 8;
/** What clang was told about the target; without it the optimiser refuses the module. */
const kFeatures = ['bulk-memory', 'sign-ext', 'mutable-globals', 'nontrapping-float-to-int'].map((name) => `--enable-${name}`);

/** @param {string} linked @param {string} inlined file to write @param {string} optimiser the program wasm-opt */
export function inlineFunctions(linked, inlined, optimiser) {
  // What the first round leaves is smaller after a second one.
  const passes = ['--inlining-optimizing', '-Oz', '-Oz', `--always-inline-max-function-size=${kLargestInlined}`];
  execFileSync(optimiser, [linked, '-o', inlined, '-g', ...kFeatures, ...passes], { stdio: ['ignore', 'ignore', 'inherit'] });
}
