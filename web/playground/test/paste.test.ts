import { describe, expect, it } from 'vitest';
import { parsePasted } from '../src/input/paste.ts';

const call = (keys: readonly string[], args: readonly string[], script?: string, warning?: unknown) => ({
  kind: 'call',
  keys,
  args,
  script,
  warning,
});

describe('parsePasted', () => {
  const cases: readonly { readonly name: string; readonly line: string; readonly want: unknown }[] = [
    { name: 'leaves ordinary text alone', line: 'user:42', want: { kind: 'text' } },
    { name: 'leaves text that only starts like a command alone', line: 'evaluation 1', want: { kind: 'text' } },
    {
      name: 'reads --eval with keys and arguments',
      line: 'redis-cli --eval limit.lua k1 k2 , a1 a2',
      want: call(['k1', 'k2'], ['a1', 'a2']),
    },
    { name: 'reads --eval without keys', line: 'redis-cli --eval limit.lua , a1', want: call([], ['a1']) },
    { name: 'reads --eval without arguments', line: 'redis-cli --eval limit.lua k1', want: call(['k1'], []) },
    {
      name: 'skips options and their values',
      line: 'redis-cli -h cache.local -p 6380 -n 2 --eval a.lua k , v',
      want: call(['k'], ['v']),
    },
    { name: 'skips flags without a value', line: 'redis-cli -3 --no-raw --eval a.lua k , v', want: call(['k'], ['v']) },
    { name: 'takes a prompt of the shell', line: '$ redis-cli --eval a.lua k , v', want: call(['k'], ['v']) },
    { name: 'takes a path to redis-cli', line: '/usr/bin/redis-cli --eval a.lua k , v', want: call(['k'], ['v']) },
    {
      name: 'reads EVAL at the prompt',
      line: '127.0.0.1:6379> EVAL "return KEYS[1]" 1 k a',
      want: call(['k'], ['a'], 'return KEYS[1]'),
    },
    {
      name: 'reads a prompt with a database',
      line: '127.0.0.1:6379[3]> eval "return 1" 0',
      want: call([], [], 'return 1'),
    },
    {
      name: 'understands escapes of redis-cli',
      line: String.raw`EVAL "return \"a\"\n" 0 "b\x20c"`,
      want: call([], ['b c'], 'return "a"\n'),
    },
    {
      name: 'keeps escapes that the shell keeps',
      line: String.raw`redis-cli EVAL 'return "\n"' 1 "a \$b" c\ d`,
      want: call(['a $b'], ['c d'], String.raw`return "\n"`),
    },
    {
      name: 'reads EVALSHA without touching the script',
      line: 'EVALSHA 1fa00e76 2 a b c',
      want: call(['a', 'b'], ['c']),
    },
    {
      name: 'reads text beyond ASCII',
      line: 'EVAL "return 1" 1 "gr\u00fc\u00dfe" \u2713',
      want: call(['gr\u00fc\u00dfe'], ['\u2713'], 'return 1'),
    },
  ];
  for (const { name, line, want } of cases) {
    it(name, () => expect(parsePasted(line)).toEqual(want));
  }

  it('warns when the comma touches a word', () => {
    expect(parsePasted('redis-cli --eval a.lua k1, a1')).toEqual(
      call(['k1,', 'a1'], [], undefined, expect.stringContaining('space on both sides')),
    );
  });

  const problems: readonly { readonly name: string; readonly line: string; readonly text: string }[] = [
    { name: 'a quote that does not close', line: 'EVAL "return 1 0', text: 'does not close' },
    { name: 'a shell quote that does not close', line: "redis-cli EVAL 'return 1 0", text: 'does not close' },
    { name: 'a missing number of keys', line: 'EVAL "return 1"', text: 'number of keys' },
    { name: 'a number of keys that is none', line: 'EVAL "return 1" k a', text: 'not "k"' },
    { name: 'more keys than words', line: 'EVAL "return 1" 3 a b', text: 'announces 3 keys' },
    { name: 'bytes that are not text', line: String.raw`EVAL "return 1" 1 "\xff"`, text: 'not text' },
    { name: '--eval without a file', line: 'redis-cli --eval', text: 'name of a file' },
  ];
  for (const { name, line, text } of problems) {
    it(`reports ${name}`, () =>
      expect(parsePasted(line)).toMatchObject({ kind: 'problem', message: expect.stringContaining(text) }));
  }
});
