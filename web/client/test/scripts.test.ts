import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LuaRuntimeError, createEngine } from 'ferrous-lua';
import type { Engine } from 'ferrous-lua';

/**
 * The script corpus through WebAssembly. The same files run natively in every mode of the machine (tests/unit/script); their comments
 * hold the expectations: `--> text` is a line of output, `--! text` the uncaught error at the end.
 */
const corpus = join(dirname(fileURLToPath(import.meta.url)), '../../../tests/scripts');
const files = readdirSync(corpus, { recursive: true, encoding: 'latin1' })
  .filter((file) => file.endsWith('.lua'))
  .sort();

interface Expectation {
  readonly lines: readonly string[];
  readonly error: string;
}

const trimmed = (text: string): string => text.replace(/[ \r]+$/, '');

function readExpectation(source: string): Expectation {
  const lines: string[] = [];
  let error = '';
  for (const line of source.split('\n')) {
    const output = line.indexOf('--> ');
    if (output >= 0) lines.push(trimmed(line.slice(output + 4)));
    else if (line.endsWith('-->')) lines.push('');
    else if (line.includes('--! ')) error = trimmed(line.slice(line.indexOf('--! ') + 4));
  }
  return { lines, error };
}

describe('the script corpus in WebAssembly', () => {
  it('has files', () => expect(files.length).toBeGreaterThan(10));

  for (const file of files) {
    it(file, async () => {
      const source = readFileSync(join(corpus, file));
      const expected = readExpectation(source.toString('latin1'));
      let printed = '';
      let error = '';
      const engine = await createEngine();
      try {
        const output = (data: Uint8Array): string => (printed += Buffer.from(data).toString('latin1'));
        await engine.lua(source, { name: basename(file), output });
      } catch (thrown) {
        if (!(thrown instanceof LuaRuntimeError)) throw thrown;
        error = thrown.message;
      } finally {
        engine.close();
      }
      const lines = printed.split('\n').slice(0, -1).map(trimmed);
      expect({ lines, error }).toEqual(expected);
    });
  }
});

/** Scripts that nest a million times through one kind of call; each returns the error that ended it. */
const nesting: Readonly<Record<string, string>> = {
  calls: 'local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end return {pcall(f, 1e6)}',
  metamethods: 'local t t = setmetatable({}, {__index = function() return t.x end}) return {pcall(function() return t.x end)}',
  'protected calls':
    'local m local function f() local ok, e = pcall(f) if not ok then m = m or e end end f() return {false, m}',
  coroutines:
    'local function f() local ok, e = coroutine.resume(coroutine.create(f)) if not ok then error(e, 0) end end return {pcall(f)}',
  comparators: 'local function f() table.sort({1, 2}, function() f() return true end) end return {pcall(f)}',
};

describe('nesting in WebAssembly', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createEngine();
  });
  afterAll(() => engine.close());

  for (const [kind, script] of Object.entries(nesting)) {
    it(`ends a million nested ${kind} in a Lua error`, async () => {
      for (let round = 0; round < 3; round += 1) {
        expect(await engine.eval(script)).toEqual([null, expect.stringContaining('stack overflow')]);
      }
      expect(await engine.eval('return 1')).toBe(1);
    });
  }
});
