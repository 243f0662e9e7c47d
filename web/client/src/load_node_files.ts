/** The files of Node for plain Lua programs. */
import { closeSync, fstatSync, lstatSync, openSync, readSync, renameSync, rmdirSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HostFileError } from './host_files.js';
import type { HostFiles, SeekOrigin } from './host_files.js';

/** Texts of strerror for what opening, reading and writing can meet. */
const kTexts: Readonly<Record<string, string>> = {
  EACCES: 'Permission denied',
  EBADF: 'Bad file descriptor',
  EBUSY: 'Device or resource busy',
  EEXIST: 'File exists',
  EFBIG: 'File too large',
  EINVAL: 'Invalid argument',
  EIO: 'Input/output error',
  EISDIR: 'Is a directory',
  ELOOP: 'Too many levels of symbolic links',
  EMFILE: 'Too many open files',
  ENAMETOOLONG: 'File name too long',
  ENFILE: 'Too many open files in system',
  ENODEV: 'No such device',
  ENOENT: 'No such file or directory',
  ENOSPC: 'No space left on device',
  ENOTDIR: 'Not a directory',
  ENOTEMPTY: 'Directory not empty',
  ENXIO: 'No such device or address',
  EPERM: 'Operation not permitted',
  EPIPE: 'Broken pipe',
  EROFS: 'Read-only file system',
  ESPIPE: 'Illegal seek',
  ETXTBSY: 'Text file busy',
  EXDEV: 'Invalid cross-device link',
};
const kInvalid = new HostFileError(22, kTexts['EINVAL'] ?? '');
const kNoSeek = new HostFileError(29, kTexts['ESPIPE'] ?? '');
const kAttempts = 100;

function asHostError(thrown: unknown): HostFileError {
  const { code = '', errno = 0 } = thrown as NodeJS.ErrnoException;
  const number = Math.abs(errno);
  return new HostFileError(number, kTexts[code] ?? `Unknown error ${number}`);
}

/** Runs a call of `node:fs` and turns its error into one of C. */
function translated<T>(call: () => T): T {
  try {
    return call();
  } catch (thrown) {
    throw asHostError(thrown);
  }
}

/** An open file. Node cannot seek, so the position of a regular file is kept here; others have none. */
interface OpenFile {
  position: number | null;
  readonly isAppending: boolean;
}

export class NodeFiles implements HostFiles {
  readonly #open = new Map<number, OpenFile>();

  open(path: string, mode: string): number {
    const kind = mode.charAt(0);
    if (kind !== 'r' && kind !== 'w' && kind !== 'a') throw kInvalid;
    const flags = mode.includes('+') ? (`${kind}+` as const) : kind;
    const handle = translated(() => openSync(path, flags));
    this.#open.set(handle, {
      position: translated(() => fstatSync(handle)).isFile() ? 0 : null,
      isAppending: kind === 'a',
    });
    return handle;
  }

  read(handle: number, count: number): Uint8Array {
    const file = this.#file(handle);
    const buffer = new Uint8Array(count);
    const size = readWaiting(handle, buffer, file.position);
    if (file.position !== null) file.position += size;
    return buffer.subarray(0, size);
  }

  write(handle: number, bytes: Uint8Array): void {
    const file = this.#file(handle);
    for (let at = 0; at < bytes.length; ) {
      const position = file.isAppending ? null : file.position;
      const size = translated(() => writeSync(handle, bytes, at, bytes.length - at, position));
      at += size;
      if (file.position !== null) file.position += size;
    }
    if (file.isAppending && file.position !== null) file.position = translated(() => fstatSync(handle)).size;
  }

  seek(handle: number, offset: number, origin: SeekOrigin): number {
    const file = this.#file(handle);
    if (file.position === null) throw kNoSeek;
    const start = { start: 0, current: file.position, end: translated(() => fstatSync(handle)).size }[origin];
    if (start + offset < 0) throw kInvalid;
    file.position = start + offset;
    return file.position;
  }

  close(handle: number): void {
    this.#open.delete(handle);
    translated(() => closeSync(handle));
  }

  remove(path: string): void {
    translated(() => (lstatSync(path).isDirectory() ? rmdirSync(path) : unlinkSync(path)));
  }

  rename(from: string, to: string): void {
    translated(() => renameSync(from, to));
  }

  temporaryName(): string {
    for (let attempt = 0; ; attempt++) {
      const path = join(tmpdir(), `lua_${Math.random().toString(36).slice(2, 8).padEnd(6, '0')}`);
      try {
        closeSync(openSync(path, 'wx', 0o600));
        return path;
      } catch (thrown) {
        const isTaken = (thrown as NodeJS.ErrnoException).code === 'EEXIST';
        if (!isTaken || attempt >= kAttempts) throw asHostError(thrown);
      }
    }
  }

  #file(handle: number): OpenFile {
    let file = this.#open.get(handle);
    if (file === undefined) {
      // A standard stream: a file that input was redirected from has a position.
      const isFile = handle === 0 && translated(() => fstatSync(handle)).isFile();
      file = { position: isFile ? 0 : null, isAppending: false };
      this.#open.set(handle, file);
    }
    return file;
  }
}

/** Reads; waits for input that is not there yet, which Node reports as an error. */
function readWaiting(handle: number, buffer: Uint8Array, position: number | null): number {
  for (;;) {
    try {
      return readSync(handle, buffer, 0, buffer.length, position);
    } catch (thrown) {
      const { code } = thrown as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw asHostError(thrown);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}
