/** Modules that come without types: two inner ones of Monaco, for the replacement of its style sheets, and the address of the machine. */

declare module 'monaco-editor/base/common/observableInternal/reactions/autorun.js' {
  export function autorun(run: (reader: unknown) => void): { dispose(): void };
}

declare module 'monaco-editor/base/common/lifecycle.js' {
  export class DisposableStore {
    add<T>(disposable: T): T;
    dispose(): void;
  }
  export function toDisposable(dispose: () => void): { dispose(): void };
}

/** Size of the machine in bytes, put in by `vite.config.ts`; 0 while developing. */
declare const __WASM_BYTES__: number;

declare module 'ferrous-lua/wasm?url' {
  const url: string;
  export default url;
}
