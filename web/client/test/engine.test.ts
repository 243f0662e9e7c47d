import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  EngineClosedError,
  InvalidArgumentError,
  LimitError,
  LuaRuntimeError,
  LuaSyntaxError,
  RedisReplyError,
  StoppedError,
  bytesFromText,
  createEngine,
  createSession,
} from 'ferrous-lua';
import type { Engine, Limits, LogEntry } from 'ferrous-lua';

let engine: Engine;
beforeEach(async () => {
  engine = await createEngine({ seed: 1 });
});
afterEach(() => engine.close());

const thrownBy = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => expect.fail('nothing was thrown'),
    (thrown: unknown) => thrown,
  );

describe('engine.eval', () => {
  it.each([
    ['return 1', 1],
    ['return 3.99', 3],
    ['return -3.99', -3],
    ["return 'text'", 'text'],
    ["return 'caf\\195\\169'", 'café'],
    ['return nil', null],
    ['return false', null],
    ['return true', 1],
    ["return {ok='FINE'}", 'FINE'],
    ['return {1, {2, {3}}, "x"}', [1, [2, [3]], 'x']],
    ['return {1, nil, 3}', [1]],
    ['return {}', []],
    ['return 2^60', 1152921504606846976n],
    ['return {KEYS[1], KEYS[2], ARGV[1], #KEYS, #ARGV}', ['k1', 'k2', 'a1', 2, 1]],
  ])('%s', async (script, expected) => {
    expect(await engine.eval(script, { keys: ['k1', 'k2'], args: ['a1'] })).toEqual(expected);
  });

  it('takes numbers, bigints and bytes as arguments', async () => {
    const args = [42, 12345678901234567890n, new Uint8Array([0, 255])];
    expect(await engine.eval('return ARGV', { args, bytes: true })).toEqual([
      new Uint8Array([52, 50]),
      new TextEncoder().encode('12345678901234567890'),
      new Uint8Array([0, 255]),
    ]);
  });

  it('returns every byte unchanged when bytes are asked for', async () => {
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    expect(await engine.eval('return ARGV[1]', { args: [all], bytes: true })).toEqual(all);
    const script = new Uint8Array([...new TextEncoder().encode("return '"), 0xff, 0x01, ...new TextEncoder().encode("'")]);
    expect(await engine.eval(script, { bytes: true })).toEqual(new Uint8Array([0xff, 0x01]));
  });

  it('sees and changes the keyspace', async () => {
    await engine.command('SET', 'n', 41);
    expect(await engine.eval('return redis.call("INCR", KEYS[1])', { keys: ['n'] })).toBe(42);
    expect(await engine.command('GET', 'n')).toBe('42');
  });

  it('gives maps and sets when RESP3 is asked for', async () => {
    const script = 'redis.setresp(3) return {map={a=1}}';
    expect(await engine.eval(script, { protocol: 3 })).toEqual(new Map([['a', 1]]));
    expect(await engine.eval(script)).toEqual(['a', 1]);
  });

  it('gives nested errors as objects', async () => {
    const answer = (await engine.eval("return {1, redis.error_reply('MY words')}")) as readonly unknown[];
    expect(answer[1]).toBeInstanceOf(RedisReplyError);
    expect(answer[1]).toMatchObject({ code: 'MY', message: 'MY words' });
  });

  it('serves calls in the order in which they came', async () => {
    const slow = engine.eval('for i = 1, 3000000 do end return redis.call("APPEND", "order", "a")');
    const quick = engine.command('APPEND', 'order', 'b');
    await Promise.all([slow, quick]);
    expect(await engine.command('GET', 'order')).toBe('ab');
  });
});

describe('errors of scripts', () => {
  it('that do not compile carry line and token', async () => {
    const error = await thrownBy(engine.eval('local a = 1\nlocal b = = 2'));
    expect(error).toBeInstanceOf(LuaSyntaxError);
    expect(error).toMatchObject({
      code: 'SYNTAX',
      line: 2,
      message: "ERR Error compiling script (new function): user_script:2: unexpected symbol near '='",
      source: 'local a = 1\nlocal b = = 2',
    });
  });

  it('that are raised carry line and exact text', async () => {
    const error = await thrownBy(engine.eval('local a\nreturn a.x'));
    expect(error).toBeInstanceOf(LuaRuntimeError);
    expect(error).toMatchObject({ code: 'ERR', line: 2 });
    expect(String((error as Error).message)).toMatch(
      /^ERR user_script:2: attempt to index local 'a' \(a nil value\) script: [0-9a-f]{40}, on @user_script:2\.$/,
    );
  });

  it('of commands keep their code', async () => {
    await engine.command('SET', 's', 'v');
    expect(await thrownBy(engine.eval('return redis.call("LPUSH", KEYS[1], "x")', { keys: ['s'] }))).toMatchObject({
      name: 'LuaRuntimeError',
      code: 'WRONGTYPE',
      line: 1,
    });
    expect(await engine.eval('return redis.pcall("LPUSH", KEYS[1], "x").err', { keys: ['s'] })).toBe(
      'WRONGTYPE Operation against a key holding the wrong kind of value',
    );
  });

  it('that are returned are plain replies', async () => {
    const error = await thrownBy(engine.eval("return {err='MY own'}"));
    expect(error).toBeInstanceOf(RedisReplyError);
    expect(error).not.toBeInstanceOf(LuaRuntimeError);
    expect(error).toMatchObject({ code: 'MY', message: 'MY own' });
  });

  it('are replies for evalReply', async () => {
    expect(await engine.evalReply("return {err='MY own'}")).toEqual({ kind: 'error', bytes: 'MY own' });
  });
});

describe('bad input', () => {
  afterEach(async () => expect(await engine.eval('return 1')).toBe(1));

  it('an empty script answers nil', async () => expect(await engine.eval('')).toBeNull());

  it('a script of one megabyte runs', async () => {
    const script = `local t = {}\n${'t[#t + 1] = 1\n'.repeat(75_000)}return #t`;
    expect(script.length).toBeGreaterThan(1_000_000);
    expect(await engine.eval(script)).toBe(75_000);
  });

  it('a string of one megabyte passes both ways', async () => {
    const text = 'é'.repeat(500_000);
    expect(await engine.eval('return ARGV[1]', { args: [text] })).toBe(text);
  });

  it('200 levels of nesting are fine, more are an error with a line', async () => {
    const nested = (levels: number): string => `return ${'('.repeat(levels)}1${')'.repeat(levels)}`;
    expect(await engine.eval(nested(190))).toBe(1);
    expect(await thrownBy(engine.eval(nested(300)))).toMatchObject({ code: 'SYNTAX', line: 1 });
  });

  it('200 locals are fine, one more is an error', async () => {
    const locals = (count: number): string => Array.from({ length: count }, (_, at) => `local a${at} = ${at}`).join('\n');
    expect(await engine.eval(`${locals(200)}\nreturn a199`)).toBe(199);
    expect(await thrownBy(engine.eval(locals(201)))).toMatchObject({ code: 'SYNTAX', line: 201 });
  });

  it.each([
    ['abc', 'ERR value is not an integer or out of range'],
    ['-1', "ERR Number of keys can't be negative"],
    ['3', "ERR Number of keys can't be greater than number of args"],
  ])('EVAL with %s keys is refused', async (count, message) => {
    expect(await thrownBy(engine.command('EVAL', 'return 1', count, 'k'))).toMatchObject({ code: 'ERR', message });
  });

  it('an unknown command is refused by name', async () => {
    expect(await thrownBy(engine.command('NOPE', 'a'))).toMatchObject({
      message: "ERR unknown command 'NOPE', with args beginning with: 'a' ",
    });
  });

  it('a wrong number of arguments is refused', async () => {
    expect(await thrownBy(engine.command('GET'))).toMatchObject({
      message: "ERR wrong number of arguments for 'get' command",
    });
  });

  it('a command without words is refused', async () => {
    expect(await thrownBy(engine.command())).toBeInstanceOf(InvalidArgumentError);
    expect(await thrownBy(engine.command([]))).toBeInstanceOf(InvalidArgumentError);
  });

  it('arguments of other types are refused', async () => {
    const wrong = [null, undefined, {}, true] as unknown as readonly string[];
    for (const value of wrong) {
      expect(await thrownBy(engine.command('SET', 'k', value))).toBeInstanceOf(InvalidArgumentError);
      expect(await thrownBy(engine.eval('return 1', { args: [value] }))).toBeInstanceOf(InvalidArgumentError);
    }
  });

  it('an unknown SHA-1 is NOSCRIPT', async () => {
    expect(await thrownBy(engine.evalSha('f'.repeat(40)))).toMatchObject({
      code: 'NOSCRIPT',
      message: 'NOSCRIPT No matching script. Please use EVAL.',
    });
  });
});

describe('limits', () => {
  afterEach(async () => expect(await engine.eval('return 1')).toBe(1));

  it('a budget ends an endless loop', async () => {
    const error = await thrownBy(engine.eval('while true do end', { limits: { instructions: 100_000 } }));
    expect(error).toBeInstanceOf(LimitError);
    expect(error).toMatchObject({ code: 'LIMIT', limit: 'instructions', line: 1 });
  });

  it('a budget that suffices changes nothing', async () => {
    expect(await engine.eval('for i = 1, 1000 do end return 7', { limits: { instructions: 100_000 } })).toBe(7);
  });

  it('an AbortSignal ends an endless loop within 100 ms', async () => {
    const controller = new AbortController();
    let abortedMs = 0;
    setTimeout(() => {
      abortedMs = performance.now();
      controller.abort();
    }, 50);
    const error = await thrownBy(engine.eval('while true do end', { signal: controller.signal }));
    expect(error).toBeInstanceOf(StoppedError);
    expect(performance.now() - abortedMs).toBeLessThan(100);
  });

  it('a signal that is aborted already runs nothing', async () => {
    const script = 'redis.call("SET", "touched", "1")';
    expect(await thrownBy(engine.eval(script, { signal: AbortSignal.abort() }))).toBeInstanceOf(StoppedError);
    expect(await engine.command('EXISTS', 'touched')).toBe(0);
  });

  it('a memory limit is an error of Lua', async () => {
    const small = await createEngine({ limits: { memoryBytes: 4_000_000 } });
    const error = await thrownBy(small.eval('local t = {} for i = 1, 1e7 do t[i] = "x" .. i end'));
    expect((error as Error).message).toContain('not enough memory');
    expect(await small.eval('return 1')).toBe(1);
    small.close();
  });
});

describe('limits of an engine and of a call', () => {
  const limited = async (script: string, limits: Limits): Promise<unknown> => thrownBy(engine.eval(script, { limits }));
  afterEach(async () => expect(await engine.eval('return 1')).toBe(1));

  it.each([
    ['time, in a loop', 'while true do end', { timeoutMs: 30 }, 'time'],
    ['time, in a pattern', 'return string.find(string.rep("a", 2e5), ".-.-.-.-b")', { timeoutMs: 30 }, 'time'],
    ['time, in one long call', 'return #string.rep("x", 5e7):upper():lower():reverse():upper():lower():reverse()', { timeoutMs: 5 }, 'time'],
    ['time, in commands', 'while true do redis.call("PING") end', { timeoutMs: 30 }, 'time'],
    ['output', 'while true do redis.log(redis.LOG_NOTICE, "text") end', { outputBytes: 1000 }, 'output'],
    ['memory', 'pcall(function() local t = {} while true do t[#t + 1] = {} end end)', { memoryBytes: 3_000_000, onMemory: 'end' }, 'memory'],
  ] as const)('%s', async (_, script, limits, limit) => {
    const error = await limited(script, limits);
    expect(error).toBeInstanceOf(LimitError);
    expect(error).toMatchObject({ code: 'LIMIT', limit });
  });

  it.each([
    ['memory', 'local t = {} while true do t[#t + 1] = {} end', { memoryBytes: 3_000_000 }, 'not enough memory'],
    ['strings', 'return string.rep("x", 1001)', { stringBytes: 1000 }, 'not enough memory'],
    ['depth', 'local function f() return 1 + f() end return f()', { stackDepth: 100 }, 'stack overflow'],
  ] as const)('%s is an error of the script', async (_, script, limits, text) => {
    expect(await limited(script, limits)).toMatchObject({ message: expect.stringContaining(text) });
    expect(await engine.eval(`return {pcall(function() ${script} end)}`, { limits })).toEqual([null, expect.stringContaining(text)]);
  });

  it('a call overrides the engine', async () => {
    const other = await createEngine({ limits: { instructions: 1000 } });
    const script = 'for i = 1, 5000 do end return 7';
    expect(await thrownBy(other.eval(script))).toBeInstanceOf(LimitError);
    expect(await other.eval(script, { limits: { instructions: 100_000 } })).toBe(7);
    expect(await thrownBy(other.eval(script))).toBeInstanceOf(LimitError);
    other.close();
  });

  it('values that are none are refused', async () => {
    for (const limits of [{ timeoutMs: 0 }, { instructions: -1 }, { memoryBytes: 1.5 }, { onMemory: 'never' as 'end' }]) {
      expect(await limited('return 1', limits)).toMatchObject({ code: 'ARGUMENT' });
    }
  });

  it('a signal that is aborted while the call waits lets nothing happen', async () => {
    const controller = new AbortController();
    const first = engine.eval('local t = 0 for i = 1, 3e6 do t = t + i end return "done"');
    const second = thrownBy(engine.command(['SET', 'waited', '1'], { signal: controller.signal }));
    controller.abort();
    expect(await first).toBe('done');
    expect(await second).toBeInstanceOf(StoppedError);
    expect(await engine.command('EXISTS', 'waited')).toBe(0);
  });

  it('a signal ends a pattern', async () => {
    const script = 'return string.find(string.rep("a", 2e5), ".-.-.-.-b")';
    expect(await thrownBy(engine.eval(script, { signal: AbortSignal.timeout(40) }))).toBeInstanceOf(StoppedError);
  });
});

describe('loadFunction and fcall', () => {
  const library = (body: string): string => `#!lua name=lib\nredis.register_function('f', function(keys, args)\n${body}\nend)`;

  it('runs functions with keys and arguments', async () => {
    expect(await engine.loadFunction(library('return { keys[1], args[1] }'))).toBe('lib');
    expect(await engine.fcall('f', { keys: ['k'], args: [7] })).toEqual(['k', '7']);
    expect(await engine.loadFunction(library('return 2'))).toBe('lib');
    expect(await engine.fcall('F')).toBe(2);
  });

  it('says on which line a library or a function fails', async () => {
    expect(await thrownBy(engine.loadFunction('#!lua name=lib\nx ='))).toMatchObject({ code: 'SYNTAX', line: 2 });
    await engine.loadFunction(library("redis.call('NOSUCH')"));
    expect(await thrownBy(engine.fcall('f'))).toMatchObject({ code: 'ERR', line: 3 });
  });
});

describe('load and evalSha', () => {
  it('run a script by its SHA-1', async () => {
    const sha = await engine.load('return ARGV[1] .. "!"');
    expect(sha).toMatch(/^[0-9a-f]{40}$/);
    expect(await engine.evalSha(sha, { args: ['hi'] })).toBe('hi!');
    expect(await engine.command('SCRIPT', 'EXISTS', sha)).toEqual([1]);
  });

  it('refuse what does not compile', async () => {
    expect(await thrownBy(engine.load('return )'))).toMatchObject({ name: 'LuaSyntaxError', line: 1 });
  });
});

describe('a closed engine', () => {
  it('fails every call with EngineClosedError', async () => {
    engine.close();
    engine.close();
    expect(engine.isClosed).toBe(true);
    const calls = [
      engine.eval('return 1'),
      engine.evalSha('0'.repeat(40)),
      engine.load('return 1'),
      engine.command('PING'),
      engine.compile('return 1'),
      engine.list('return 1'),
      engine.lua('return 1'),
      engine.dump(),
      engine.reset(),
      engine.run({ script: bytesFromText('return 1') }),
    ];
    for (const call of calls) expect(await thrownBy(call)).toBeInstanceOf(EngineClosedError);
    engine = await createEngine();
  });

  it('is what `using` leaves behind', async () => {
    const other = await createEngine();
    other[Symbol.dispose]();
    expect(await thrownBy(other.command('PING'))).toMatchObject({ code: 'CLOSED' });
  });

  it('fails calls that still wait', async () => {
    const other = await createEngine();
    const running = thrownBy(other.eval('while true do end'));
    const waiting = thrownBy(other.command('PING'));
    setTimeout(() => other.close(), 30);
    expect(await running).toBeInstanceOf(EngineClosedError);
    expect(await waiting).toBeInstanceOf(EngineClosedError);
  });
});

describe('options', () => {
  it('a fixed clock stands, and can be moved', async () => {
    const still = await createEngine({ clock: 1_700_000_000_123 });
    expect(await still.command('TIME')).toEqual(['1700000000', '123000']);
    await still.command('SET', 'k', 'v', 'PX', 1000);
    still.setClock(1_700_000_001_122);
    expect(await still.command('PTTL', 'k')).toBe(1);
    still.setClock(new Date(1_700_000_001_124));
    expect(await still.command('GET', 'k')).toBeNull();
    still.close();
  });

  it('the same seed gives the same choices', async () => {
    const choices = async (seed: number): Promise<unknown> => {
      const seeded = await createEngine({ seed });
      await seeded.command('SADD', 's', ...Array.from({ length: 100 }, (_, at) => `m${at}`));
      const chosen = await seeded.command('SRANDMEMBER', 's', -20);
      seeded.close();
      return chosen;
    };
    expect(await choices(5)).toEqual(await choices(5));
    expect(await choices(5)).not.toEqual(await choices(6));
  });

  it('onLog receives what scripts log', async () => {
    const entries: LogEntry[] = [];
    const logging = await createEngine({ onLog: (entry) => entries.push(entry) });
    await logging.eval('redis.log(redis.LOG_WARNING, "cafe", 7) redis.log(redis.LOG_DEBUG, "b")');
    expect(entries).toEqual([
      { level: 'warning', text: 'cafe 7' },
      { level: 'debug', text: 'b' },
    ]);
    logging.close();
  });

  it('what is no moment or seed is refused', async () => {
    expect(await thrownBy(createEngine({ clock: Number.NaN }))).toBeInstanceOf(InvalidArgumentError);
    expect(await thrownBy(createEngine({ seed: -1 }))).toBeInstanceOf(InvalidArgumentError);
    expect(await thrownBy(createEngine({ seed: 0.5 }))).toBeInstanceOf(InvalidArgumentError);
  });

  it('compat answers like another release', async () => {
    const later = await createEngine({ compat: '7.4' });
    const script = "redis.call('ZADD', 'z', '0.1', 'm') return {redis.REDIS_VERSION, redis.call('ZSCORE', 'z', 'm')}";
    expect(await engine.eval(script)).toEqual(['7.0.15', '0.10000000000000001']);
    expect(await later.eval(script)).toEqual(['7.4.1', '0.1']);
    expect(await later.command('LOLWUT')).toBe('Redis ver. 7.4.1\n');
    later.close();
    await expect(createEngine({ compat: '6.2' as '7.4' })).rejects.toThrow(InvalidArgumentError);
  });

  it('databases says how many there are', async () => {
    const small = await createEngine({ databases: 2 });
    expect(await small.command('SELECT', 1)).toBe('OK');
    await expect(small.command('SELECT', 2)).rejects.toThrow('ERR DB index is out of range');
    small.close();
  });

  it('yieldPolicy lets coroutines yield within pcall', async () => {
    const free = await createEngine({ yieldPolicy: 'free' });
    const script = 'local f = coroutine.wrap(function() pcall(coroutine.yield, 7) return 8 end) return {f(), f()}';
    expect(await free.eval(script)).toEqual([7, 8]);
    await expect(engine.eval(script)).rejects.toThrow('cannot resume dead coroutine');
    free.close();
  });

  it('COMMAND DOCS says what Redis says', async () => {
    const docs = (await engine.command(['COMMAND', 'DOCS', 'set'], { protocol: 3 })) as Map<string, Map<string, unknown>>;
    expect(JSON.stringify(docs, (_key, value: unknown) => (value instanceof Map ? [...value] : value))).toContain(
      '["name","condition"],["type","oneof"]',
    );
  });

  it('two engines share nothing', async () => {
    const other = await createEngine();
    await engine.command('SET', 'k', 'v');
    expect(await other.command('GET', 'k')).toBeNull();
    other.close();
  });
});

describe('dump and restore', () => {
  it('bring every type, expiry and database back', async () => {
    await engine.command('SET', 's', new Uint8Array([0, 200, 10]), 'PXAT', 4_000_000_000_000);
    await engine.command('RPUSH', 'l', 'a', 'b');
    await engine.command('HSET', 'h', 'f', 'é');
    await engine.command('SADD', 'set', '3', '1');
    await engine.command('ZADD', 'z', 1.5, 'm', '-inf', 'n');
    await engine.command('SELECT', 3);
    await engine.command('SET', 'three', '3');
    const saved = JSON.parse(JSON.stringify(await engine.dump()));
    expect(await engine.command('GET', 'three')).toBe('3');

    const other = await createEngine();
    await other.restore(saved);
    expect(await other.dump()).toEqual(saved);
    expect(await other.command(['GET', 's'], { bytes: true })).toEqual(new Uint8Array([0, 200, 10]));
    expect(await other.command('PEXPIRETIME', 's')).toBe(4_000_000_000_000);
    expect(await other.command('ZRANGE', 'z', 0, -1, 'WITHSCORES')).toEqual(['n', '-inf', 'm', '1.5']);
    await other.command('SELECT', 3);
    expect(await other.command('GET', 'three')).toBe('3');
    other.close();
  });

  it('RDB files bring keys and functions back', async () => {
    await engine.command('SET', 's', 'v'.repeat(100), 'PXAT', 4_000_000_000_000);
    await engine.command('XADD', 'x', '1-1', 'f', 'v');
    await engine.command('FUNCTION', 'LOAD', '#!lua name=lib\nredis.register_function("f", function() return 7 end)');
    const file = await engine.exportRdb();
    const other = await createEngine();
    await other.importRdb(file);
    expect(await other.exportRdb()).toEqual(file);
    expect(await other.command('PEXPIRETIME', 's')).toBe(4_000_000_000_000);
    expect(await other.command('FCALL', 'f', 0)).toBe(7);
    await expect(other.importRdb(file.subarray(0, 50))).rejects.toThrow('the RDB file is cut short or malformed');
    expect(await other.command('DBSIZE')).toBe(2);
    other.close();
  });

  it('dumpCommands are lines that redis-cli understands', async () => {
    await engine.command('SET', 'a key', 'x"y\n');
    await engine.command('RPUSH', 'l', 'a', 'b');
    expect((await engine.dumpCommands()).split('\n').sort()).toEqual(['', 'RPUSH l a b', 'SET "a key" "x\\"y\\n"']);
  });
});

describe('engine.run', () => {
  it('reports reply, log, changes and numbers', async () => {
    await engine.command('SET', 'gone', '1');
    const outcome = await engine.run({
      script: bytesFromText('redis.log(redis.LOG_NOTICE, "hello") redis.call("DEL", "gone") return redis.call("SET", KEYS[1], "v")'),
      keys: [bytesFromText('k')],
      setup: ['SET other 1', '', '# a comment', 'SET "open'],
    });
    expect(outcome).toMatchObject({
      status: 'finished',
      reply: { kind: 'status', bytes: 'OK' },
      log: [{ level: 'notice', text: 'hello' }],
      setup: [
        { line: 0, reply: { kind: 'status', bytes: 'OK' } },
        { line: 3, reply: { kind: 'error', bytes: 'ERR unbalanced quotes in request' } },
      ],
    });
    expect(outcome.changes.map(({ kind, key }) => [kind, key]).sort()).toEqual([
      ['added', 'k'],
      ['removed', 'gone'],
    ]);
    expect(outcome.stats.commands).toBe(2);
  });

  it('reports a failure without throwing', async () => {
    const outcome = await engine.run({ script: bytesFromText('error("boom")') });
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'ERR', line: 1 } });
    expect(outcome.reply?.kind).toBe('error');
  });
});

describe('compile and list', () => {
  it('give the functions of a script', async () => {
    const report = await engine.compile('local function add(a, b) return a + b end\nreturn add(1, 2)');
    if (report.status !== 'compiled') return expect.fail('it compiles');
    const [main, add] = report.listing.functions;
    expect(main).toMatchObject({ id: 0, name: 'main' });
    expect(add).toMatchObject({ id: 1, parent: 0, params: 2, firstLine: 1, lastLine: 1 });
    expect(add?.locals.map((local) => local.name)).toEqual(['a', 'b']);
    expect(add?.instructions.every((instruction) => instruction.line === 1)).toBe(true);
    return undefined;
  });

  it('give the problems of a script, with columns', async () => {
    const report = await engine.compile('local x = = 1');
    expect(report).toMatchObject({
      status: 'invalid',
      diagnostics: [{ line: 1, column: 11, endColumn: 12, message: "unexpected symbol near '='" }],
    });
  });

  it('print the listing in the layout of luac', async () => {
    const text = await engine.list('return KEYS[1]', 'one.lua');
    expect(text).toMatch(/^\nmain <one\.lua:0,0> \(\d+ instructions?, \d+ bytes at /);
    expect(text).toMatch(/^\t1\t\[1\]\t[A-Z]+ *\t[^\n]*; KEYS$/m);
    expect(await thrownBy(engine.list('return )', 'one.lua'))).toMatchObject({ name: 'LuaSyntaxError', line: 1 });
  });
});

describe('requests that begin alike', () => {
  it('are told apart, also when one array of words is used again', async () => {
    const session = await createSession();
    const words = ['SET', 'key', 'one'].map((word) => bytesFromText(word));
    await session.command(words);
    words[2] = bytesFromText('two');
    await session.command(words);
    expect(await session.command(['GET', 'key'].map((word) => bytesFromText(word)))).toEqual({ kind: 'bulk', bytes: 'two' });
    await session.command([...words.slice(0, 2), bytesFromText('three, which is longer')]);
    expect(await session.command(['GET', 'key'].map((word) => bytesFromText(word)))).toEqual({ kind: 'bulk', bytes: 'three, which is longer' });
    session.close();
  });

  it('stay apart when something else was written between them', async () => {
    const sha = await engine.load('return {KEYS[1], ARGV[1]}');
    expect(await engine.evalSha(sha, { keys: ['k'], args: ['a'] })).toEqual(['k', 'a']);
    await engine.importRdb(await engine.exportRdb());
    const socket = await engine.connect();
    socket.write('SET overwritten by-a-client\r\n');
    expect(await engine.evalSha(sha, { keys: ['k'], args: ['a'] })).toEqual(['k', 'a']);
    expect(await engine.evalSha(sha, { keys: ['k'] })).toEqual(['k']);
    socket.destroy();
  });
});
