import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import createRawModule from '../dist/raw_module.js';
import type { RawModule } from '../dist/raw_module.js';

const here = new URL('../', import.meta.url);
const declarations = readFileSync(new URL('src/raw_module.d.ts', here), 'utf8');
const glue = readFileSync(new URL('dist/raw_module.js', here));
const wasm = readFileSync(new URL('dist/vm.wasm', here));

async function load(): Promise<RawModule> {
  const module = await WebAssembly.compile(wasm);
  return createRawModule({
    host: { wallClockMs: () => 0, processClockMs: () => 0, zoneOffsetSeconds: () => 0, fetch: () => -1, copyFetched: () => undefined },
    instantiateWasm(imports, receive) {
      const instance = new WebAssembly.Instance(module, imports);
      receive(instance);
      return instance.exports;
    },
    printErr: (text) => expect.fail(text),
  });
}

/** Method names of an interface in `raw_module.d.ts`, each with its number of parameters. */
function declared(name: string): Map<string, number> {
  const body = new RegExp(`export interface ${name} \\{\\n([^]*?)\\n\\}`).exec(declarations)?.[1] ?? '';
  const methods = body.matchAll(/^ {2}(\w+)\(([^)]*)\): /gm);
  return new Map([...methods].map(([, method = '', parameters = '']) => [method, parameters === '' ? 0 : parameters.split(',').length]));
}

describe('the raw module', () => {
  it('has exactly the methods that are declared', async () => {
    const raw = await load();
    const embind = ['constructor', 'isAliasOf', 'clone', 'deleteLater', 'isDeleted'];
    const live = Object.keys(Object.getPrototypeOf(new raw.Session()) as object);
    const inherited = Object.keys(Object.getPrototypeOf(raw.Session.prototype) as object);
    const all = new Set([...live, ...inherited].filter((name) => !embind.includes(name)));
    expect([...all].sort()).toEqual([...declared('RawSession').keys()].sort());
  });

  it('has methods with the declared numbers of parameters', async () => {
    const raw = await load();
    const session = new raw.Session() as unknown as Readonly<Record<string, (...args: readonly number[]) => unknown>>;
    for (const [method, count] of declared('RawSession')) {
      if (method === 'delete') continue;
      const tooMany = Array.from({ length: count + 1 }, () => 0);
      expect(() => session[method]?.(...tooMany), method).toThrow(`expected ${count} args`);
    }
  });

  it('asks its host for nothing that is not declared', () => {
    const asked = [...String(glue).matchAll(/\.host\.(\w+)\(/g)].map(([, name]) => name);
    expect([...new Set(asked)].sort()).toEqual([...declared('RawHost').keys()].sort());
  });

  const compressedBytes = (): number => gzipSync(wasm, { level: 9 }).length + gzipSync(glue, { level: 9 }).length;

  // Not reached yet, see docs/decisions/0016-module-size.md. This fails as soon as it is: then `fails` and the test below go.
  it.fails('is at most 200 KB, compressed', () => expect(compressedBytes()).toBeLessThanOrEqual(200 * 1024));

  it('does not grow until then', () => expect(compressedBytes()).toBeLessThanOrEqual(236 * 1024));

  it('makes no code from strings and knows no file system', () => {
    expect(String(glue)).not.toMatch(/\beval\(|new Function\b|require\(|import\(|\bfs\b/);
  });
});
