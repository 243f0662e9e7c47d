/** The browser and its workers: the module comes by `fetch` and compiles while it arrives. */
import { EngineLoadError } from './errors.js';
import { compileOnce, present } from './platform.js';
import type { DeferredPart, Platform, WasmSource } from './platform.js';

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

/** Loads and compiles a file within one call. Bytes come as text, because a page's thread may not ask for them otherwise. */
function loadNow(url: URL): WebAssembly.Module {
  const request = new XMLHttpRequest();
  request.open('GET', url, false);
  request.overrideMimeType('text/plain; charset=x-user-defined');
  try {
    request.send();
  } catch (thrown) {
    throw new EngineLoadError(`cannot load ${url.href}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
  if (request.status !== 200) throw new EngineLoadError(`cannot load ${url.href}: ${request.status} ${request.statusText}`);
  return new WebAssembly.Module(Uint8Array.from(request.responseText, (character) => character.charCodeAt(0)));
}

let packagedDeferred: DeferredPart | undefined;

/** The packaged part arrives in the background, from the first engine on; whoever calls it earlier waits for a request of its own. */
function deferOnce(): DeferredPart {
  const url = new URL('./vm_deferred.wasm', import.meta.url);
  let part: WebAssembly.Module | undefined;
  compileSource(url).then(
    (module) => (part ??= module),
    () => undefined, // The call that needs it tries again and says why it cannot be had.
  );
  return () => (part ??= loadNow(url));
}

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

export const browserPlatform: Platform = {
  compile(source) {
    if (source !== undefined) return compileSource(source);
    return compileOnce(() => compileSource(new URL('./vm.wasm', import.meta.url)));
  },
  async deferred(source) {
    return source === undefined ? (packagedDeferred ??= deferOnce()) : present(await compileSource(source));
  },
  nextTurn() {
    return new Promise((resolve) => {
      waiting.push(resolve);
      channel.port2.postMessage(undefined);
    });
  },
  processClockMs: () => performance.now(),
  readFile: () => undefined,
  commandDocuments: () => undefined,
  environmentVariable: () => undefined,
  openFiles: () => undefined,
};
