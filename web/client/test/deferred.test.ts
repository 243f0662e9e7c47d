import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EngineClosedError, EngineLoadError, createEngine } from 'ferrous-lua';
import { createVm, loadParts } from '../dist/engine.js';
import { nodePlatform } from '../dist/load_node.js';
import type { DeferredPart, Platform } from '../dist/platform.js';
import { warmUp } from '../dist/warm_up.js';
import type { Bytes } from 'ferrous-lua';

const deferredWasm = readFileSync(new URL('../dist/vm_deferred.wasm', import.meta.url));

/** Node's platform, with a second part that is counted. */
function counting(part: DeferredPart): { platform: Platform; loads: () => number } {
  let loads = 0;
  const deferred: DeferredPart = () => {
    loads += 1;
    return part();
  };
  return { platform: { ...nodePlatform, deferred: () => Promise.resolve(deferred) }, loads: () => loads };
}

const machine = async (platform: Platform) => createVm(platform, await loadParts(platform, {}), {});
const words = (line: string): readonly Bytes[] => line.split(' ') as unknown as readonly Bytes[];

describe('the second part of the machine', () => {
  it('is not loaded by scripts that read, write, call, match and sort', async () => {
    const { platform, loads } = counting(() => new WebAssembly.Module(deferredWasm));
    const { vm } = await machine(platform);
    const script = `
      local list = {}
      for word in string.gmatch('b a c', '%a') do list[#list + 1] = word end
      table.sort(list, function(x, y) return x > y end)
      redis.call('RPUSH', KEYS[1], unpack(list))
      redis.call('HSET', KEYS[2], 'field', cjson.encode({ pcall(error, 'x') }))
      redis.call('ZADD', KEYS[3], 1.5, 'member')
      return redis.call('LRANGE', KEYS[1], 0, -1)`;
    const reply = vm.command(['EVAL' as unknown as Bytes, script as unknown as Bytes, ...words('3 l h z')], 2);
    expect(reply.kind).toBe('array');
    expect(loads()).toBe(0);
  });

  it('is not loaded by what warms up', async () => {
    const { platform, loads } = counting(() => new WebAssembly.Module(deferredWasm));
    const { vm } = await machine(platform);
    let stretches = 0;
    await warmUp(vm, () => (stretches += 1) > 0);
    // Its program does not end by itself.
    expect(stretches).toBeGreaterThan(10);
    expect(vm.isClosed).toBe(true);
    expect(loads()).toBe(0);
  });

  it('is loaded once, when it is first called', async () => {
    const { platform, loads } = counting(() => new WebAssembly.Module(deferredWasm));
    const { vm } = await machine(platform);
    expect(vm.command(words('CONFIG GET maxmemory'), 2).kind).toBe('array');
    expect(vm.command(words('SET k v'), 2).kind).toBe('status');
    expect(vm.command(words('DUMP k'), 2).kind).toBe('bulk');
    expect(loads()).toBe(1);
  });

  it('brings the texts that only it uses', async () => {
    const engine = await createEngine();
    expect(await engine.command('OBJECT', 'HELP')).toContain('ENCODING <key>');
    expect(await engine.command('MEMORY', 'DOCTOR')).toMatch(/^Hi Sam, this instance is empty/);
    engine.close();
  });

  it('has no text that the first part needs', async () => {
    const { platform, loads } = counting(() => new WebAssembly.Module(deferredWasm));
    const { vm: first } = await machine(platform);
    const { vm: whole } = await machine(nodePlatform);
    whole.command(words('OBJECT HELP'), 2);
    const refused = [
      'NOPE', 'GET', 'SET k', 'SET k v XX GET NX', 'SET k v EX 0', 'SET k v EX nothing', 'RPUSH list a', 'INCR list', 'GET list',
      'SET text x', 'INCR text', 'LPUSH text a', 'EXPIRE text soon', 'HSET hash field', 'EVALSHA 00 0', 'EVAL x', 'EVAL return 1',
      'EVAL return 2', 'EVAL return -1', 'EVAL error("text") 0', 'EVAL return{}<{} 0', 'EVAL new=1 0',
      'EVAL return(redis.call("NOPE")) 0', 'EVAL return(redis.call("GET")) 0', 'EVAL return(redis.call("INCR","list")) 0',
      'EVAL return(cjson.decode("{")) 0', 'EVAL return(("x"):rep(-1,2,3).y.z) 0', 'EVAL return(unpack({},1,1e8)) 0',
      'EVAL return(coroutine.wrap(function()error("inside")end)()) 0', 'EVAL return(("x"):find("[a")) 0',
    ];
    for (const line of refused) expect([line, first.command(words(line), 2)]).toEqual([line, whole.command(words(line), 2)]);
    expect(loads()).toBe(0);
  });

  it('can be given', async () => {
    const engine = await createEngine({ deferredWasm });
    expect(await engine.command('CONFIG', 'GET', 'maxmemory')).toEqual(['maxmemory', '0']);
    engine.close();
  });

  it('closes the engine when it cannot be had, and says why', async () => {
    const { platform } = counting(() => {
      throw new EngineLoadError('cannot load vm_deferred.wasm: gone');
    });
    const { vm } = await machine(platform);
    expect(() => vm.command(words('CONFIG GET maxmemory'), 2)).toThrow('cannot load vm_deferred.wasm: gone');
    expect(() => vm.command(words('PING'), 2)).toThrow(EngineClosedError);
  });
});
