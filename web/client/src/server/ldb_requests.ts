/** Reads commands as clients write them: RESP arrays of bulk strings. */
import { bytesFromArray } from '../bytes.js';
import type { Bytes } from '../protocol.js';

/** Nobody types more. Redis allows a megabyte, and a kilobyte for each word. */
const kMostBytes = 64 * 1024 * 1024;
const kLongestHeader = 32;

export class RequestReader {
  #pending = '';

  append(bytes: Uint8Array): void {
    this.#pending += bytesFromArray(bytes);
  }

  /** The words of the next command, which is then gone. `malformed`: what was sent is no command; it is forgotten. */
  next(): readonly Bytes[] | 'incomplete' | 'malformed' {
    const words = this.#read();
    if (words === 'malformed') this.#pending = '';
    return words;
  }

  #read(): readonly Bytes[] | 'incomplete' | 'malformed' {
    if (this.#pending.length > kMostBytes) return 'malformed';
    const count = this.#header('*', 0);
    if (typeof count === 'string') return count;
    const words: Bytes[] = [];
    let at = count.end;
    while (words.length < count.value) {
      const size = this.#header('$', at);
      if (typeof size === 'string') return size;
      const end = size.end + size.value;
      if (end + 2 > this.#pending.length) return 'incomplete';
      words.push(this.#pending.slice(size.end, end) as Bytes);
      at = end + 2;
    }
    this.#pending = this.#pending.slice(at);
    return words.length === 0 ? 'malformed' : words;
  }

  /** The number in the line that begins here with a mark, and where the next line begins. */
  #header(mark: '*' | '$', at: number): { readonly value: number; readonly end: number } | 'incomplete' | 'malformed' {
    const lineEnd = this.#pending.indexOf('\r\n', at);
    const line = this.#pending.slice(at, lineEnd < 0 ? at + kLongestHeader : lineEnd);
    if (line !== '' && line[0] !== mark) return 'malformed';
    if (lineEnd < 0) return line.length < kLongestHeader ? 'incomplete' : 'malformed';
    const value = Number(line.slice(1));
    const isSize = /^\d+$/.test(line.slice(1)) && value <= kMostBytes;
    return isSize ? { value, end: lineEnd + 2 } : 'malformed';
  }
}
