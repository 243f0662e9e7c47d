// @ts-check
/** Runs one Lua file in wasmoon-lua5.1, as `lua5.1 FILE` would: `node wasmoon_lua51.mjs FILE`. */
import { readFileSync } from 'node:fs';
import wasmoon from 'wasmoon-lua5.1';

const file = process.argv[2];
if (!file) throw new Error('usage: wasmoon_lua51.mjs FILE');
const lua = await wasmoon.Lua.create();
lua.doStringSync(readFileSync(file, 'utf8'));
