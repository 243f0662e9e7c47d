/** Files of plain Lua programs: what `io` and `os` ask of the host, unbuffered; the machine has the buffers. */

/** Where a seek counts from; positions as in `core/stdlib/files.h`. */
export type SeekOrigin = 'start' | 'current' | 'end';

/** A failure as the C library describes it: errno and the text of strerror. */
export class HostFileError extends Error {
  readonly errno: number;

  constructor(errno: number, text: string) {
    super(text);
    this.name = 'HostFileError';
    this.errno = errno;
  }
}

/** What a host with files can do. Handles 0, 1 and 2 are the standard streams. Functions throw {@link HostFileError}. */
export interface HostFiles {
  /** Opens with a mode of C's fopen; returns the handle. */
  open(path: string, mode: string): number;
  /** Up to `count` bytes; none at the end. */
  read(handle: number, count: number): Uint8Array;
  write(handle: number, bytes: Uint8Array): void;
  /** Returns the position from the start. */
  seek(handle: number, offset: number, origin: SeekOrigin): number;
  close(handle: number): void;
  remove(path: string): void;
  rename(from: string, to: string): void;
  /** The name of an empty file that was made. */
  temporaryName(): string;
}
