// @ts-check
/**
 * Runs one Lua file in wasmoon-lua5.1, as `lua5.1 FILE ARG...` would: `node wasmoon_lua51.mjs FILE ARG...`.
 *
 * Its own os.clock is the time on the wall; that of the other engines is processor time, so it is replaced by that.
 */
import { readFileSync } from 'node:fs';
import wasmoon from 'wasmoon-lua5.1';

const [file, ...args] = process.argv.slice(2);
if (!file) throw new Error('usage: wasmoon_lua51.mjs FILE ARG...');
const lua = await wasmoon.Lua.create();
lua.global.set('processorSeconds', () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
});
lua.global.set('readHostFile', (/** @type {string} */ path) => readFileSync(path, 'utf8'));
lua.doStringSync('os.clock = processorSeconds loadfile = function(path) return loadstring(readHostFile(path), "@" .. path) end');
lua.doStringSync(`(function(...) ${readFileSync(file, 'utf8')}\nend)(${args.map((arg) => JSON.stringify(arg)).join(', ')})`);
