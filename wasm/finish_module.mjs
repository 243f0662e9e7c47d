// @ts-check
/**
 * What happens to the linked module: small functions are inlined, it is split, and both parts are made small. Called by CMake after linking:
 *
 *     node finish_module.mjs LINKED GLUE OPTIMISER SPLITTER
 *
 * writes `primary.wasm` and `deferred.wasm` beside the linked module, and `places.txt`, which tells the names of the deferred functions
 * that the first part imports.
 */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
writeFileSync(join(folder, 'primary.wasm'), joinData(orderFunctions(primary)));
writeFileSync(join(folder, 'deferred.wasm'), joinData(orderFunctions(deferred)));
writeFileSync(join(folder, 'places.txt'), places);
