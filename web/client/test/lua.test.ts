import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LimitError, LuaRuntimeError, LuaSyntaxError, createEngine } from 'ferrous-lua';
import type { Engine, LuaOptions } from 'ferrous-lua';

const files: Readonly<Record<string, string>> = {
  './greeting.lua': 'local M = {} function M.hello(name) return "hello " .. name end return M',
  'number.lua': 'return 42',
  'broken.lua': 'return )',
};

let engine: Engine;
beforeAll(async () => {
  const encoder = new TextEncoder();
  engine = await createEngine({
    clock: Date.UTC(2024, 1, 29, 12),
    readFile: (path) => (path in files ? encoder.encode(files[path]) : undefined),
  });
});
afterAll(() => engine.close());

async function run(program: string, options: LuaOptions = {}): Promise<string> {
  let printed = '';
  await engine.lua(program, { ...options, output: (data) => (printed += Buffer.from(data).toString('latin1')) });
  return printed;
}

describe('plain Lua', () => {
  it('prints', async () => expect(await run('print(1, nil, "x", 1.5, true)')).toBe('1\tnil\tx\t1.5\ttrue\n'));
  it('writes bytes', async () => expect(await run('io.write("a\\0\\255", 7)')).toBe('a\0\xff7'));
  it('has its arguments', async () => {
    expect(await run('print(..., arg[1], #arg)', { args: ['x', 'y'] })).toBe('x\tx\t2\n');
  });
  it('has the whole of Lua', async () => {
    expect(await run('x = 1 print(getfenv ~= nil, setfenv ~= nil, newproxy ~= nil, redis, KEYS)')).toBe(
      'true\ttrue\ttrue\tnil\tnil\n',
    );
  });
  it('has the clock of the engine', async () => expect(await run('print(os.time())')).toBe('1709208000\n'));
  it('measures processor time', async () => expect(await run('print(type(os.clock()))')).toBe('number\n'));
  it('loads files', async () => {
    expect(await run('print(require("greeting").hello("you"), dofile("number.lua"), loadfile("number.lua")())')).toBe(
      'hello you\t42\t42\n',
    );
    expect(await run('print(pcall(dofile, "missing.lua"))')).toContain('cannot open missing.lua');
    expect(await run('print(loadfile("broken.lua"))')).toContain("broken.lua:1: unexpected symbol near ')'");
  });
  it('keeps all output of a long program in order', async () => {
    const lines = (await run('for i = 1, 50000 do print(i) end')).split('\n');
    expect(lines.length).toBe(50_001);
    expect(lines.every((line, at) => at === 50_000 || line === String(at + 1))).toBe(true);
  });
  it('delivers what was printed before an error', async () => {
    let printed = '';
    const output = (data: Uint8Array): string => (printed += Buffer.from(data).toString());
    const error = await engine.lua('print("first")\nerror("boom")', { output, name: 'prog.lua' }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(LuaRuntimeError);
    expect(error).toMatchObject({ line: 2 });
    expect(error.message).toBe('prog.lua:2: boom');
    expect(printed).toBe('first\n');
  });
  it('refuses what does not compile', async () => {
    const error = await run('x =', { name: 'prog.lua' }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(LuaSyntaxError);
    expect(error).toMatchObject({ line: 1, message: "prog.lua:1: unexpected symbol near '<eof>'" });
  });
  it('stops at its budget', async () => {
    await expect(run('while true do end', { limits: { instructions: 10_000 } })).rejects.toBeInstanceOf(LimitError);
    expect(await run('print("fine")')).toBe('fine\n');
  });
  it('passes an error of the receiver on', async () => {
    const output = (): never => {
      throw new RangeError('full');
    };
    await expect(engine.lua('print(1)', { output })).rejects.toBeInstanceOf(RangeError);
  });
});
