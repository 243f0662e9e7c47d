/**
 * Conversions between {@link Bytes}, text and arrays, and the two notations of redis-cli: quoted strings and command lines.
 *
 * Redis and Lua strings are bytes. Inside the package they travel as {@link Bytes}; text (UTF-8) and `Uint8Array` are choices of the
 * caller, made at the very edge.
 */
import type { Bytes } from './protocol.js';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** Longest argument list handed to `String.fromCharCode` at once. */
const kChunk = 8192;
/** Up to so many bytes are put together one by one. */
const kShort = 16;

/** Anything a caller may pass where bytes are wanted: text is taken as UTF-8. */
export type BytesLike = string | Uint8Array;

/** Each byte of the array as one character. */
export function bytesFromArray(array: Uint8Array): Bytes {
  return bytesWithin(array, 0, array.length);
}

/** As {@link bytesFromArray}, of a part of the array. */
export function bytesWithin(array: Uint8Array, start: number, end: number): Bytes {
  let result = '';
  if (end - start <= kShort) {
    for (let at = start; at < end; at++) result += String.fromCharCode(array[at] as number);
    return result as Bytes;
  }
  for (let at = start; at < end; at += kChunk) {
    result += String.fromCharCode(...array.subarray(at, Math.min(end, at + kChunk)));
  }
  return result as Bytes;
}

/** The inverse of {@link bytesFromArray}. */
export function arrayFromBytes(bytes: Bytes): Uint8Array {
  const array = new Uint8Array(bytes.length);
  for (let at = 0; at < bytes.length; at++) array[at] = bytes.charCodeAt(at);
  return array;
}

// eslint-disable-next-line no-control-regex
const kNotAscii = /[^\x00-\x7f]/;

/** The UTF-8 encoding of a text. A lone surrogate becomes U+FFFD. */
export function bytesFromText(text: string): Bytes {
  return kNotAscii.test(text) ? bytesFromArray(encoder.encode(text)) : (text as Bytes);
}

/** Text as UTF-8, arrays as they are. */
export function bytesFrom(value: BytesLike): Bytes {
  return typeof value === 'string' ? bytesFromText(value) : bytesFromArray(value);
}

/**
 * The text whose UTF-8 encoding these bytes are. Bytes that are not valid UTF-8 are shown as the Latin-1 character of the same
 * number, so the result is for reading: use {@link arrayFromBytes} where nothing may be lost.
 */
export function textFromBytes(bytes: string): string {
  if (!kNotAscii.test(bytes)) return bytes;
  try {
    return decoder.decode(arrayFromBytes(bytes as Bytes));
  } catch {
    return decodeLoosely(bytes as Bytes);
  }
}

/** True when {@link textFromBytes} loses nothing. */
export function isText(bytes: Bytes): boolean {
  if (!kNotAscii.test(bytes)) return true;
  try {
    decoder.decode(arrayFromBytes(bytes));
    return true;
  } catch {
    return false;
  }
}

/** Valid sequences become their characters, every other byte its Latin-1 character. */
function decodeLoosely(bytes: Bytes): string {
  return bytes.replace(
    /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/g,
    (sequence) => {
      try {
        return decoder.decode(arrayFromBytes(sequence as Bytes));
      } catch {
        return sequence;
      }
    },
  );
}

const kShortEscapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\x07': '\\a',
  '\b': '\\b',
};

function hexEscape(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

/** The bytes in double quotes as redis-cli prints a string: `"a\x00b\n"`. */
export function quoteBytes(bytes: Bytes): string {
  // eslint-disable-next-line no-control-regex
  const body = bytes.replace(/[\\"\x00-\x1f\x7f-\xff]/g, (character) => {
    return kShortEscapes[character] ?? hexEscape(character);
  });
  return `"${body}"`;
}

const kLongEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  a: '\x07',
};

/** A command line that cannot be split: quotes that do not close, or text directly after a closing quote. */
export type SplitFailure = 'unbalanced';

/**
 * Splits a line into words as redis-cli does: words are separated by white space; double quotes understand `\n \r \t \b \a \xHH`
 * and escaped characters; single quotes only `\'`.
 */
export function splitCommandLine(line: string): readonly Bytes[] | SplitFailure {
  const source = bytesFromText(line);
  const words: Bytes[] = [];
  let at = 0;
  for (;;) {
    while (at < source.length && isSpace(source.charCodeAt(at))) at++;
    if (at >= source.length) return words;
    const word = readWord(source, at);
    if (word === undefined) return 'unbalanced';
    words.push(word.bytes as Bytes);
    at = word.end;
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

interface Word {
  readonly bytes: string;
  readonly end: number;
}

/** One word, which may consist of plain text followed by one quoted part. Undefined when quotes are unbalanced. */
function readWord(source: string, start: number): Word | undefined {
  let bytes = '';
  for (let at = start; ; at++) {
    const character = source[at];
    if (character === undefined || character === '\0' || isSpace(source.charCodeAt(at))) {
      return { bytes, end: at + (character === '\0' ? 1 : 0) };
    }
    if (character === '"' || character === "'") {
      const quoted = character === '"' ? readDoubleQuoted(source, at + 1) : readSingleQuoted(source, at + 1);
      if (quoted === undefined) return undefined;
      const after = source.charCodeAt(quoted.end);
      if (quoted.end < source.length && !isSpace(after)) return undefined;
      return { bytes: bytes + quoted.bytes, end: quoted.end };
    }
    bytes += character;
  }
}

function readDoubleQuoted(source: string, start: number): Word | undefined {
  let bytes = '';
  for (let at = start; at < source.length; at++) {
    const character = source[at] ?? '';
    if (character === '"') return { bytes, end: at + 1 };
    if (character !== '\\' || at + 1 >= source.length) {
      bytes += character;
      continue;
    }
    const hex = /^x([0-9a-fA-F]{2})/.exec(source.slice(at + 1, at + 4));
    if (hex !== null) {
      bytes += String.fromCharCode(Number.parseInt(hex[1] ?? '', 16));
      at += 3;
    } else {
      const escaped = source[at + 1] ?? '';
      bytes += kLongEscapes[escaped] ?? escaped;
      at += 1;
    }
  }
  return undefined;
}

function readSingleQuoted(source: string, start: number): Word | undefined {
  let bytes = '';
  for (let at = start; at < source.length; at++) {
    const character = source[at] ?? '';
    if (character === "'") return { bytes, end: at + 1 };
    if (character === '\\' && source[at + 1] === "'") {
      bytes += "'";
      at += 1;
    } else {
      bytes += character;
    }
  }
  return undefined;
}
