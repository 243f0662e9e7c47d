// @ts-check
/**
 * Runs one Lua file in wasmoon-lua5.1, as `lua5.1 FILE` would: `node wasmoon_lua51.mjs FILE`.
 *
 * Its own os.clock is the time on the wall; that of the other engines is processor time, so it is replaced by that.
 */
import { readFileSync } from 'node:fs';
import wasmoon from 'wasmoon-lua5.1';

const file = process.argv[2];
if (!file) throw new Error('usage: wasmoon_lua51.mjs FILE');
const lua = await wasmoon.Lua.create();
lua.global.set('processorSeconds', () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
});
lua.doStringSync('os.clock = processorSeconds');
lua.doStringSync(readFileSync(file, 'utf8'));
