import { describe, expect, it } from 'vitest';
import {
  arrayFromBytes,
  bytesFromArray,
  bytesFromText,
  isText,
  quoteBytes,
  splitCommandLine,
  textFromBytes,
} from 'ferrous-lua';

const allBytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);

describe('bytes', () => {
  it('come back from arrays unchanged, however long', () => {
    const long = Uint8Array.from({ length: 100_000 }, (_, at) => at * 7);
    expect(arrayFromBytes(bytesFromArray(allBytes))).toEqual(allBytes);
    expect(arrayFromBytes(bytesFromArray(long))).toEqual(long);
  });

  it('are the UTF-8 of text', () => {
    expect(bytesFromText('é')).toBe('\xc3\xa9');
    expect(textFromBytes(bytesFromText('naïve 😀'))).toBe('naïve 😀');
  });

  it('that are not UTF-8 are shown as Latin-1, the valid parts as text', () => {
    expect(textFromBytes('caf\xc3\xa9 \xff')).toBe('café ÿ');
    expect(textFromBytes('\xc3')).toBe('Ã');
    expect(isText(bytesFromText('é'))).toBe(true);
    expect(isText(bytesFromArray(new Uint8Array([0xc3])))).toBe(false);
  });

  it('are quoted as redis-cli quotes', () => {
    expect(quoteBytes(bytesFromText('a"\\\n\r\t\x07\b\0é\x7f'))).toBe('"a\\"\\\\\\n\\r\\t\\a\\b\\x00\\xc3\\xa9\\x7f"');
  });
});

describe('splitCommandLine', () => {
  it.each([
    ['', []],
    ['  SET  k   v ', ['SET', 'k', 'v']],
    ['SET k "two words"', ['SET', 'k', 'two words']],
    ["SET k 'it\\'s'", ['SET', 'k', "it's"]],
    ['SET k "\\x41\\n\\"\\q"', ['SET', 'k', 'A\n"q']],
    ['SET k ""', ['SET', 'k', '']],
    ['a"b c"', ['ab c']],
    ['SET k é', ['SET', 'k', '\xc3\xa9']],
    ["SET k 'a\\n'", ['SET', 'k', 'a\\n']],
  ])('splits %j', (line, words) => expect(splitCommandLine(line)).toEqual(words));

  it.each(['"open', "'open", '"a"b', "'a'b", '"\\'])('refuses %j', (line) => {
    expect(splitCommandLine(line)).toBe('unbalanced');
  });
});
