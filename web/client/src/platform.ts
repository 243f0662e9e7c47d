/** What differs between Node and browsers. Implemented in `load_node.ts` and `load_browser.ts`, and nowhere else. */

/** Where the compiled machine comes from. A string is a URL. */
export type WasmSource = WebAssembly.Module | BufferSource | Response | URL | string;

export interface Platform {
  /** Compiles the machine: the given one, or `vm.wasm` beside this package's code. */
  compile(source: WasmSource | undefined): Promise<WebAssembly.Module>;
  /** Resolves in a fresh turn of the event loop, after messages and timers that are due had theirs. */
  nextTurn(): Promise<void>;
  /** Processor time or time since some fixed moment, in milliseconds. */
  processClockMs(): number;
  /** A file for plain Lua programs; undefined when it cannot be read. */
  readFile(path: string): Uint8Array | undefined;
  environmentVariable(name: string): string | undefined;
}

let packaged: Promise<WebAssembly.Module> | undefined;

/** The packaged module is compiled once and shared by all engines of a thread; a failure is not remembered. */
export function compileOnce(compile: () => Promise<WebAssembly.Module>): Promise<WebAssembly.Module> {
  packaged ??= compile().catch((thrown: unknown) => {
    packaged = undefined;
    throw thrown;
  });
  return packaged;
}
