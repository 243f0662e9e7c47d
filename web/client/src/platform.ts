/** What differs between Node and browsers. Implemented in `load_node.ts` and `load_browser.ts`, and nowhere else. */
import type { EngineLoadError } from './errors.js';
import type { ListenOptions, ListeningServer } from './server/listen.js';
import type { openSocket } from './server/transport.js';
import type { Turns } from './server/turns.js';

import type { HostFiles } from './host_files.js';

/** Where the compiled machine comes from. A string is a URL. */
export type WasmSource = WebAssembly.Module | BufferSource | Response | URL | string;

/** The second part of the machine: compiled already, or loaded now, synchronously. Throws {@link EngineLoadError}. */
export type DeferredPart = () => WebAssembly.Module;

/** What a platform with sockets adds: `server/listen.ts` and `server/turns.ts`. */
export interface ServerPlatform {
  readonly Turns: typeof Turns;
  readonly listen: (turns: Turns, options: ListenOptions) => Promise<ListeningServer>;
  readonly openSocket: typeof openSocket;
}

export interface Platform {
  /** Makes the engine a server; undefined where there are no sockets. */
  readonly server?: () => Promise<ServerPlatform>;
  /** Compiles the machine: the given one, or `vm.wasm` beside this package's code. */
  compile(source: WasmSource | undefined): Promise<WebAssembly.Module>;
  /** What the machine loads when it first calls it: the given part, or `vm_deferred.wasm` beside this package's code. */
  deferred(source: WasmSource | undefined): Promise<DeferredPart>;
  /** Resolves in a fresh turn of the event loop, after messages and timers that are due had theirs. */
  nextTurn(): Promise<void>;
  /** Processor time or time since some fixed moment, in milliseconds. */
  processClockMs(): number;
  /** A file for plain Lua programs; undefined when it cannot be read. */
  readFile(path: string): Uint8Array | undefined;
  /** What COMMAND DOCS answers, `command_docs.resp` beside this package's code; undefined where files cannot be read at once. */
  commandDocuments(): Uint8Array | undefined;
  environmentVariable(name: string): string | undefined;
  /** Files for `io` and `os` of plain Lua programs: a table of open files for one engine; undefined where there are none. */
  openFiles(): HostFiles | undefined;
}

/** A part that is there already. */
export const present =
  (module: WebAssembly.Module): DeferredPart =>
  () =>
    module;

let packaged: Promise<WebAssembly.Module> | undefined;

/** The packaged module is compiled once and shared by all engines of a thread; a failure is not remembered. */
export function compileOnce(compile: () => Promise<WebAssembly.Module>): Promise<WebAssembly.Module> {
  packaged ??= compile().catch((thrown: unknown) => {
    packaged = undefined;
    throw thrown;
  });
  return packaged;
}
