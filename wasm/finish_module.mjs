// @ts-check
/**
 * What happens to the linked module: small functions are inlined, it is split, both parts are made small, and
 * texts go to the part that uses them. Called by CMake after linking:
 *
 *     node finish_module.mjs LINKED GLUE OPTIMISER SPLITTER
 *
 * writes `primary.wasm` and `deferred.wasm` beside the linked module, and `places.txt`, which tells the names of the deferred functions
 * that the first part imports.
 */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deferTexts } from './defer_texts.mjs';
import { inlineFunctions } from './inline_functions.mjs';
import { joinData } from './join_data.mjs';
import { orderFunctions } from './order_functions.mjs';
import { splitModule } from './split_module.mjs';

const [linked, glue, optimiser, splitter] = process.argv.slice(2);
if (!linked || !glue || !optimiser || !splitter) throw new Error('usage: finish_module.mjs LINKED GLUE OPTIMISER SPLITTER');
const folder = dirname(linked);
const wasm = join(folder, 'inlined.wasm');
inlineFunctions(linked, wasm, optimiser);
const { primary, deferred, places } = await splitModule({ wasm, glue, splitter });
const parts = deferTexts({ primary: joinData(orderFunctions(primary)), deferred: orderFunctions(deferred) });
writeFileSync(join(folder, 'primary.wasm'), parts.primary);
writeFileSync(join(folder, 'deferred.wasm'), parts.deferred);
writeFileSync(join(folder, 'places.txt'), places);
