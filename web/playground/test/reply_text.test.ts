import { describe, expect, it } from 'vitest';
import type { Reply } from '../src/engine.ts';
import { cliText, jsonText, replyTypeName } from '../src/reply_text.ts';
import { bytes } from './fixtures.ts';

const bulk = (text: string): Reply => ({ kind: 'bulk', bytes: bytes(text) });

const kCases: readonly { readonly name: string; readonly reply: Reply; readonly cli: string; readonly json: string }[] =
  [
    { name: 'an integer', reply: { kind: 'integer', value: 3 }, cli: '(integer) 3', json: '3' },
    {
      name: 'a large integer',
      reply: { kind: 'integer', value: 9007199254740993n },
      cli: '(integer) 9007199254740993',
      json: '9007199254740993',
    },
    { name: 'a string', reply: bulk('a "b"'), cli: String.raw`"a \"b\""`, json: String.raw`"a \"b\""` },
    { name: 'a status', reply: { kind: 'status', bytes: bytes('OK') }, cli: 'OK', json: '"OK"' },
    { name: 'nil', reply: { kind: 'nil' }, cli: '(nil)', json: 'null' },
    { name: 'an empty array', reply: { kind: 'array', items: [] }, cli: '(empty array)', json: '[]' },
    {
      name: 'a nested array',
      reply: {
        kind: 'array',
        items: [{ kind: 'array', items: [bulk('a'), { kind: 'integer', value: 1 }] }, { kind: 'nil' }],
      },
      cli: '1) 1) "a"\n   2) (integer) 1\n2) (nil)',
      json: '[\n  [\n    "a",\n    1\n  ],\n  null\n]',
    },
    {
      name: 'an error',
      reply: { kind: 'error', bytes: bytes('ERR no') },
      cli: '(error) ERR no',
      json: '{\n  "error": "ERR no"\n}',
    },
  ];

describe('a reply as text', () => {
  for (const { name, reply, cli, json } of kCases) {
    it(`shows ${name}`, () => {
      expect(cliText(reply)).toBe(cli);
      expect(jsonText(reply)).toBe(json);
    });
  }

  it('names what came', () => {
    expect(replyTypeName({ kind: 'array', items: [bulk('a')] })).toBe('array of 1');
    expect(replyTypeName(bulk('a'))).toBe('string');
  });
});
