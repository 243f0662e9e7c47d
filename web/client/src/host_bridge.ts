/** What the module asks of the world outside: clocks, files, whether its time is over. */
import { bytesFromArray, textFromBytes } from './bytes.js';
import { EngineLoadError } from './errors.js';
import { HostFileError } from './host_files.js';
import type { HostFiles } from './host_files.js';
import type { RawHost, RawModule } from './raw_module.js';

/** What the machine fetches from its host; numbers as in `wasm/bindings.cpp`. */
export const kFetch = { file: 0, environmentVariable: 1, commandDocuments: 2 } as const;

/** What `io` and `os` ask for; positions as in `core/stdlib/files.h`. */
const kFileActions = ['open', 'read', 'write', 'seek', 'close', 'remove', 'rename', 'temporaryName'] as const;
const kSeekOrigins = ['start', 'current', 'end'] as const;
/** errno of a function that a host does not have. */
const kNoSuchFunction = 38;

/** The world outside of the machine, as far as a script may see it. */
export interface VmHost {
  /** Milliseconds since 1970. */
  wallClockMs(): number;
  /** For `os.clock`. */
  processClockMs(): number;
  /** For `dofile`, `loadfile` and `require`; undefined when the file cannot be read. */
  readFile(path: string): Uint8Array | undefined;
  /** What COMMAND DOCS answers about all commands, in RESP3; undefined where there is no such text. */
  commandDocuments(): Uint8Array | undefined;
  /** For `os.getenv`. */
  environmentVariable(name: string): string | undefined;
  /** For `io` and `os`; undefined: there are no files. */
  readonly files: HostFiles | undefined;
}

/** Moments on the clock of `performance.now()`. */
export interface Deadlines {
  readonly sliceEndMs: number;
  readonly runEndMs: number;
}

/** Addresses handed over by the module are signed when they lie above 2 GiB. */
export const unsigned = (address: number): number => address >>> 0;

const encoder = new TextEncoder();
/** Read once: in Node each reading of the global is a call. */
const { performance } = globalThis;

/** Serves the module's questions. Memory may have moved since the last call, so views are made afresh. */
export class HostBridge implements RawHost {
  readonly #host: VmHost;
  #raw: RawModule | undefined;
  #deadlines: Deadlines = { sliceEndMs: Infinity, runEndMs: Infinity };
  /** Longest time of the slice that has begun and has not been asked about yet. */
  #sliceMs: number | undefined;
  #fetched = new Uint8Array();
  flushOutput: () => void = () => undefined;

  constructor(host: VmHost) {
    this.#host = host;
  }

  attach(raw: RawModule): void {
    this.#raw = raw;
  }

  setDeadlines(deadlines: Deadlines): void {
    this.#deadlines = deadlines;
    this.#sliceMs = undefined;
  }

  /** A slice whose time counts from the first question on: short commands ask none, and reading the clock is not free. */
  beginSlice(longestMs: number): void {
    this.#sliceMs = longestMs;
  }

  look(): number {
    const nowMs = performance.now();
    if (this.#sliceMs !== undefined) this.setDeadlines({ sliceEndMs: nowMs + this.#sliceMs, runEndMs: Infinity });
    if (nowMs >= this.#deadlines.runEndMs) return 2;
    return nowMs >= this.#deadlines.sliceEndMs ? 1 : 0;
  }

  wallClockMs(): number {
    return this.#host.wallClockMs();
  }

  processClockMs(): number {
    return this.#host.processClockMs();
  }

  zoneOffsetSeconds(unixSeconds: number): number {
    return -60 * new Date(unixSeconds * 1000).getTimezoneOffset() || 0;
  }

  fetch(what: number, nameAddress: number, nameSizeBytes: number): number {
    const name = this.#text(nameAddress, nameSizeBytes);
    const content = this.#fetch(what, name);
    this.#fetched = Uint8Array.from(content ?? []);
    return content === undefined ? -1 : content.length;
  }

  #fetch(what: number, name: string): Uint8Array | undefined {
    switch (what) {
      case kFetch.file:
        return this.#host.readFile(name);
      case kFetch.commandDocuments:
        return this.#host.commandDocuments();
      default:
        return this.#environmentVariable(name);
    }
  }

  copyFetched(address: number): void {
    this.#memory().set(this.#fetched, unsigned(address));
    this.#fetched = new Uint8Array();
  }

  fetchedSize(): number {
    return this.#fetched.length;
  }

  file(
    action: number,
    handle: number,
    count: number,
    origin: number,
    firstAddress: number,
    firstSizeBytes: number,
    secondAddress: number,
    secondSizeBytes: number,
  ): number {
    const { files } = this.#host;
    try {
      if (files === undefined) throw new HostFileError(kNoSuchFunction, 'Function not implemented');
      const wanted = kFileActions[action];
      switch (wanted) {
        case 'open':
          return files.open(this.#text(firstAddress, firstSizeBytes), this.#text(secondAddress, secondSizeBytes));
        case 'read':
          if (handle === 0) this.flushOutput();
          this.#fetched = Uint8Array.from(files.read(handle, count));
          return 0;
        case 'write':
          if (handle === 2) this.flushOutput();
          files.write(handle, this.#slice(firstAddress, firstSizeBytes));
          return 0;
        case 'seek':
          return files.seek(handle, count, kSeekOrigins[origin] ?? 'start');
        case 'close':
          files.close(handle);
          return 0;
        case 'remove':
          files.remove(this.#text(firstAddress, firstSizeBytes));
          return 0;
        case 'rename':
          files.rename(this.#text(firstAddress, firstSizeBytes), this.#text(secondAddress, secondSizeBytes));
          return 0;
        case 'temporaryName':
          this.#fetched = encoder.encode(files.temporaryName());
          return 0;
        default:
          throw new HostFileError(kNoSuchFunction, 'Function not implemented');
      }
    } catch (thrown) {
      const error = thrown instanceof HostFileError ? thrown : new HostFileError(5, String(thrown));
      this.#fetched = encoder.encode(error.message);
      return -(error.errno || 5);
    }
  }

  #slice(address: number, sizeBytes: number): Uint8Array {
    const start = unsigned(address);
    return this.#memory().slice(start, start + unsigned(sizeBytes));
  }

  #text(address: number, sizeBytes: number): string {
    return textFromBytes(bytesFromArray(this.#slice(address, sizeBytes)));
  }

  #environmentVariable(name: string): Uint8Array | undefined {
    const value = this.#host.environmentVariable(name);
    return value === undefined ? undefined : encoder.encode(value);
  }

  #memory(): Uint8Array {
    if (this.#raw === undefined) throw new EngineLoadError('the module asked its host before it was ready');
    return this.#raw.HEAPU8;
  }
}
