/** The browser and its workers: the module comes by `fetch` and compiles while it arrives. */
import { EngineLoadError } from './errors.js';
import { compileOnce } from './platform.js';
import type { Platform, WasmSource } from './platform.js';

async function compileResponse(response: Response): Promise<WebAssembly.Module> {
  if (!response.ok) throw new EngineLoadError(`cannot load ${response.url}: ${response.status} ${response.statusText}`);
  if (response.headers.get('content-type')?.split(';')[0] === 'application/wasm') {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

async function compileSource(source: WasmSource): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  if (source instanceof Response) return compileResponse(source);
  if (typeof source === 'string' || source instanceof URL) return compileResponse(await fetch(source));
  return WebAssembly.compile(source);
}

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

export const browserPlatform: Platform = {
  compile(source) {
    if (source !== undefined) return compileSource(source);
    return compileOnce(() => compileSource(new URL('./vm.wasm', import.meta.url)));
  },
  nextTurn() {
    return new Promise((resolve) => {
      waiting.push(resolve);
      channel.port2.postMessage(undefined);
    });
  },
  processClockMs: () => performance.now(),
  readFile: () => undefined,
  environmentVariable: () => undefined,
};
