import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import createRawModule from '../dist/raw_module.js';
import type { RawModule } from '../dist/raw_module.js';

const here = new URL('../', import.meta.url);
const declarations = readFileSync(new URL('src/raw_module.d.ts', here), 'utf8');
const glue = readFileSync(new URL('dist/raw_module.js', here));
const wasm = readFileSync(new URL('dist/vm.wasm', here));
const deferredWasm = readFileSync(new URL('dist/vm_deferred.wasm', here));

/** The machine without its second part: whatever calls into that fails the test. */
async function load(): Promise<RawModule> {
  const module = await WebAssembly.compile(wasm);
  return createRawModule({
    host: { wallClockMs: () => 0, processClockMs: () => 0, zoneOffsetSeconds: () => 0, look: () => 0, fetchedSize: () => 0, file: () => -1, fetch: () => -1, copyFetched: () => undefined },
    instantiateWasm(imports, receive) {
      const placeholder = new Proxy({}, { get: () => () => expect.fail('the second part was called') });
      const instance = new WebAssembly.Instance(module, { ...imports, placeholder });
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
  it('exports exactly the methods that are declared', async () => {
    const functions = Object.keys(await load()).filter((name) => name.startsWith('_session'));
    const methods = functions.map((name) => name.charAt(8).toLowerCase() + name.slice(9));
    expect(methods.sort()).toEqual([...declared('RawSession').keys()].sort());
  });

  it('has methods with the declared numbers of parameters, after the session', async () => {
    const raw = (await load()) as unknown as { readonly asm: Readonly<Record<string, () => unknown>> };
    // What the glue calls: `e._sessionStop = function () { return (... = e.asm.x).apply(null, arguments) }`.
    const names = [...String(glue).matchAll(/\._session(\w+)=function\(\)\{[^}]*?\.asm\.(\w+)/g)];
    const live = names.map(([, name = '', exported = '']) => [name.charAt(0).toLowerCase() + name.slice(1), raw.asm[exported]?.length] as const);
    const wanted = [...declared('RawSession')].map(([name, count]) => [name, count + 1] as const);
    expect(new Map(live)).toEqual(new Map(wanted));
  });

  it('asks its host for nothing that is not declared', () => {
    const asked = [...String(glue).matchAll(/\.host\.(\w+)\(/g)].map(([, name]) => name);
    expect([...new Set(asked)].sort()).toEqual([...declared('RawHost').keys()].sort());
  });

  const compressedBytes = (): number => gzipSync(wasm, { level: 9 }).length + gzipSync(glue, { level: 9 }).length;

  it('is at most 200 KB, compressed, without what is loaded when it is first called', () => {
    expect(compressedBytes()).toBeLessThanOrEqual(200 * 1024);
  });

  it('names functions of the second part by their places, and nothing else is missing', async () => {
    const module = await WebAssembly.compile(wasm);
    const places = WebAssembly.Module.imports(module).filter(({ module: from }) => from === 'placeholder');
    expect(places.length).toBeGreaterThan(0);
    expect(places.filter(({ kind, name }) => kind !== 'function' || !/^[0-9]+$/.test(name))).toEqual([]);
    const given = new Set(WebAssembly.Module.exports(module).map(({ name }) => name));
    const asked = WebAssembly.Module.imports(await WebAssembly.compile(deferredWasm));
    expect(asked.filter(({ module: from, name }) => from !== 'primary' || !given.has(name))).toEqual([]);
  });

  it('makes no code from strings and knows no file system', () => {
    expect(String(glue)).not.toMatch(/\beval\(|new Function\b|require\(|import\(|\bfs\b/);
  });
});
