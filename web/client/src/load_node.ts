/** Node: the module and the files of plain Lua programs come from the file system. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { EngineLoadError } from './errors.js';
import { NodeFiles } from './load_node_files.js';
import { compileOnce, present } from './platform.js';
import type { DeferredPart, Platform, WasmSource } from './platform.js';

async function compileSource(source: WasmSource): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  if (source instanceof Response) return WebAssembly.compile(await source.arrayBuffer());
  if (typeof source === 'string' || source instanceof URL) {
    const url = new URL(source);
    if (url.protocol === 'file:') return compileFile(fileURLToPath(url));
    const response = await fetch(url);
    if (!response.ok) throw new EngineLoadError(`cannot load ${url.href}: ${response.status} ${response.statusText}`);
    return WebAssembly.compile(await response.arrayBuffer());
  }
  return WebAssembly.compile(source);
}

function cannotLoad(path: string, thrown: unknown): EngineLoadError {
  return new EngineLoadError(`cannot load ${path}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
}

async function compileFile(path: string): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(await readFile(path));
  } catch (thrown) {
    throw cannotLoad(path, thrown);
  }
}

let packagedPart: WebAssembly.Module | undefined;

/** The packaged part is read at the first call and shared by all engines of the thread. */
const packagedDeferred: DeferredPart = () => {
  const path = fileURLToPath(new URL('./vm_deferred.wasm', import.meta.url));
  try {
    packagedPart ??= new WebAssembly.Module(readFileSync(path));
    return packagedPart;
  } catch (thrown) {
    throw cannotLoad(path, thrown);
  }
};

function readNow(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

export const nodePlatform: Platform = {
  async server() {
    const [{ Turns }, { listen }, { openSocket }] = await Promise.all([
      import('./server/turns.js'),
      import('./server/listen.js'),
      import('./server/transport.js'),
    ]);
    return { Turns, listen, openSocket };
  },
  compile(source) {
    if (source !== undefined) return compileSource(source);
    return compileOnce(() => compileFile(fileURLToPath(new URL('./vm.wasm', import.meta.url))));
  },
  async deferred(source) {
    return source === undefined ? packagedDeferred : present(await compileSource(source));
  },
  nextTurn: () => new Promise((resolve) => setImmediate(resolve)),
  processClockMs() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  commandDocuments: () => readNow(fileURLToPath(new URL('./command_docs.resp', import.meta.url))),
  environmentVariable: (name) => process.env[name],
  openFiles: () => new NodeFiles(),
  readFile: readNow,
};
