import { describe, expect, it } from 'vitest';
import { ProtocolError, RedisReplyError, decodeReply, toReplyValue } from 'ferrous-lua';

const decode = (text: string) => decodeReply(Buffer.from(text, 'latin1'));

describe('decodeReply', () => {
  it('keeps every byte of a string', () => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const reply = decodeReply(Buffer.concat([Buffer.from('$256\r\n'), all, Buffer.from('\r\n')]));
    expect(toReplyValue(reply, 'bytes')).toEqual(new Uint8Array(all));
  });

  it('reads both nulls of RESP2 and the one of RESP3', () => {
    expect(['$-1\r\n', '*-1\r\n', '_\r\n'].map(decode)).toEqual([{ kind: 'nil' }, { kind: 'nil' }, { kind: 'nil' }]);
  });

  it('reads integers beyond 2^53 as bigint', () => {
    expect(decode(':9007199254740991\r\n')).toEqual({ kind: 'integer', value: 9007199254740991 });
    expect(decode(':9223372036854775807\r\n')).toEqual({ kind: 'integer', value: 9223372036854775807n });
    expect(decode(':-9223372036854775808\r\n')).toEqual({ kind: 'integer', value: -9223372036854775808n });
  });

  it('reads every double', () => {
    expect(['inf', '-inf', '1.5', '1e300'].map((text) => toReplyValue(decode(`,${text}\r\n`), 'text'))).toEqual([
      Infinity,
      -Infinity,
      1.5,
      1e300,
    ]);
    expect(toReplyValue(decode(',nan\r\n'), 'text')).toBeNaN();
  });

  it.each(['', '+OK', '$5\r\nabc\r\n', '*2\r\n:1\r\n', '$x\r\n', '$-2\r\n', '?\r\n', ':1x\r\n', '+OK\r\n+OK\r\n', '$3\r\nabc'])(
    'refuses %j',
    (text) => expect(() => decode(text)).toThrow(ProtocolError),
  );
});

describe('toReplyValue', () => {
  it('converts each kind', () => {
    expect(toReplyValue(decode('*4\r\n+OK\r\n$1\r\na\r\n:7\r\n$-1\r\n'), 'text')).toEqual(['OK', 'a', 7, null]);
    expect(toReplyValue(decode('%1\r\n$1\r\na\r\n#t\r\n'), 'text')).toEqual(new Map([['a', true]]));
    expect(toReplyValue(decode('~2\r\n:1\r\n:2\r\n'), 'text')).toEqual(new Set([1, 2]));
    expect(toReplyValue(decode('(12345678901234567890\r\n'), 'text')).toBe(12345678901234567890n);
    expect(toReplyValue(decode('=6\r\ntxt:hi\r\n'), 'text')).toBe('hi');
  });

  it('decodes text as UTF-8 and leaves statuses text when bytes are asked for', () => {
    expect(toReplyValue(decode('$5\r\ncaf\xc3\xa9\r\n'), 'text')).toBe('café');
    expect(toReplyValue(decode('*2\r\n$1\r\n\xff\r\n+OK\r\n'), 'bytes')).toEqual([new Uint8Array([255]), 'OK']);
  });

  it('makes error objects of nested errors', () => {
    const [, error] = toReplyValue(decode('*2\r\n:1\r\n-WRONGTYPE bad\r\n'), 'text') as readonly [number, RedisReplyError];
    expect(error).toBeInstanceOf(RedisReplyError);
    expect(error).toMatchObject({ code: 'WRONGTYPE', message: 'WRONGTYPE bad' });
  });
});
