import { describe, expect, it } from 'vitest';
import * as api from 'ferrous-lua';

const sha = 'a'.repeat(40);

describe('RedisReplyError.fromText', () => {
  it.each([
    ['WRONGTYPE Operation against a key', api.RedisReplyError, 'WRONGTYPE', undefined],
    ['NOSCRIPT No matching script. Please use EVAL.', api.RedisReplyError, 'NOSCRIPT', undefined],
    ['my own error', api.RedisReplyError, 'ERR', undefined],
    [`ERR user_script:3: boom script: ${sha}, on @user_script:3.`, api.LuaRuntimeError, 'ERR', 3],
    [`WRONGTYPE Operation script: ${sha}, on @user_script:12.`, api.LuaRuntimeError, 'WRONGTYPE', 12],
    ['ERR user_function:2: x script: my_function, on @user_function:2.', api.LuaRuntimeError, 'ERR', 2],
    ["ERR Error compiling function: user_function:4: '=' expected near 'x'", api.LuaSyntaxError, 'SYNTAX', 4],
    ["ERR Error compiling script (new function): user_script:7: '=' expected near 'x'", api.LuaSyntaxError, 'SYNTAX', 7],
  ])('knows %j', (text, kind, code, line) => {
    const error = api.RedisReplyError.fromText(text);
    expect(error.constructor).toBe(kind);
    expect(error).toBeInstanceOf(api.FerrousLuaError);
    expect([error.code, error.line, error.message]).toEqual([code, line, text]);
    expect(error.name).toBe(kind.name);
  });
});
