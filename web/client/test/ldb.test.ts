/** LDB, the debugger of redis-cli, against the server. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEngine } from 'ferrous-lua';
import type { Engine, ListeningServer } from 'ferrous-lua';
import { Vm } from '../dist/vm.js';
import { kLdbCases } from './ldb_cases.js';
import { LdbClient, transcript } from './ldb_client.js';
import type { TranscriptOptions } from './ldb_client.js';
import { isOnPath, record, withoutAddresses } from './ldb_record.js';

const file = new URL('recorded/ldb-7.0.15.json', import.meta.url);
if (process.env['UPDATE_GOLDENS'] === '1' && isOnPath('redis-server')) {
  const { version, sessions } = await record(kLdbCases);
  if (version === '7.0.15') writeFileSync(file, `${JSON.stringify(sessions, undefined, 1)}\n`);
}
const recorded = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, readonly string[]>>;

let engine: Engine;
let server: ListeningServer;
let port: number;
beforeEach(async () => {
  engine = await createEngine({ seed: 1 });
  server = await engine.listen({});
  port = server.port ?? 0;
});
afterEach(() => engine.close());

describe('LDB shows what redis-server 7.0.15 shows', () => {
  it.each(kLdbCases)('$name', async ({ name, script, commands, ...options }) => {
    expect(withoutAddresses(await transcript(port, script, commands, options))).toEqual(recorded[name]);
  });
});

/** A client that debugs, at the first line of its script. */
async function debugging(script: string, options: Pick<TranscriptOptions, 'mode' | 'keys'> = {}): Promise<LdbClient> {
  const client = new LdbClient(port);
  expect(await client.ask('SCRIPT', 'DEBUG', options.mode ?? 'YES')).toBe('+OK');
  const keys = options.keys ?? [];
  expect(await client.ask('EVAL', script, String(keys.length), ...keys)).toContainEqual('+* Stopped at 1, stop reason = step over');
  return client;
}

/** The end of a wait that the other side brings about. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 2));
}

const kWrite = "redis.call('SET', KEYS[1], 'script')\nreturn redis.call('GET', KEYS[1])";

describe('a session on a copy', () => {
  it('throws away what the script changes, and keeps nobody waiting', async () => {
    await engine.command('SET', 'k', 'before');
    const client = await debugging(kWrite, { keys: ['k'] });
    expect(await client.ask('r', 'get', 'k')).toContain('+<reply> "before"');
    await engine.command('SET', 'k', 'meanwhile');
    await client.ask('s');
    expect(await client.ask('r', 'get', 'k')).toContain('+<reply> "script"');
    expect(await engine.command('GET', 'k')).toBe('meanwhile');
    expect(await client.ask('c')).toContain('+<endsession>');
    expect(await client.reply()).toBe('"script"');
    expect(await client.reply()).toBe('closed');
    expect(await engine.command('GET', 'k')).toBe('meanwhile');
  });

  it('is one of several', async () => {
    const clients = await Promise.all(['a', 'b', 'c'].map((key) => debugging(kWrite, { keys: [key] })));
    for (const client of clients) expect(await client.ask('s')).toContain('+* Stopped at 2, stop reason = step over');
    const ends = await Promise.all(clients.map((client) => client.ask('c')));
    expect(ends).toEqual(clients.map(() => ['+<endsession>']));
    expect(await engine.command('DBSIZE')).toBe(0);
  });

  it('has the databases, the encodings and the parameters of the server', async () => {
    await engine.command('CONFIG', 'SET', 'hash-max-listpack-entries', '1');
    await engine.command('RPUSH', 'list', 'a', 'b');
    const script = "redis.call('HSET', 'h', 'a', 1, 'b', 2)\nreturn {redis.call('OBJECT', 'ENCODING', 'h'), redis.call('LLEN', 'list')}";
    const client = await debugging(script);
    await client.ask('c');
    expect(await client.reply()).toEqual(['"hashtable"', ':2']);
  });

  it('keeps to the rules for its user', async () => {
    await engine.command('ACL', 'SETUSER', 'reader', 'on', '>pw', '~*', '+@all', '-set', '-client');
    const setup = [['AUTH', 'reader', 'pw']];
    for (const mode of ['YES', 'SYNC'] as const) {
      const shown = await transcript(port, "return redis.pcall('SET', 'k', 'v')['err']", ['c'], { setup, mode });
      expect(shown.at(-2)).toMatch(/can't run this command|no permissions/i);
    }
  });

  it('is freed when its client leaves, stopped or running', async () => {
    const closing = vi.spyOn(Vm.prototype, 'close');
    const stopped = await debugging(kWrite, { keys: ['k'] });
    stopped.leave();
    await until(() => closing.mock.calls.length === 1);
    const running = await debugging('while true do end');
    running.send('c');
    running.leave();
    await until(() => closing.mock.calls.length === 2);
    closing.mockRestore();
    expect(await engine.command('PING')).toBe('PONG');
  });

  it('writes to the log of the engine', async () => {
    const log: string[] = [];
    const logging = await createEngine({ onLog: ({ level, text }) => log.push(`${level} ${text}`) });
    const { port: itsPort } = await logging.listen({});
    const script = "redis.log(redis.LOG_WARNING, 'seen')\nreturn 1";
    for (const mode of ['YES', 'SYNC'] as const) await transcript(itsPort ?? 0, script, ['s', 's'], { mode });
    logging.close();
    expect(log).toEqual(['warning seen', 'warning seen']);
  });

  it('ends with the server', async () => {
    const client = await debugging(kWrite, { keys: ['k'] });
    engine.close();
    expect(await client.reply()).toBe('closed');
  });
});

describe('a session in the server itself', () => {
  it('keeps what the script changes, and everybody else waits', async () => {
    const client = await debugging(kWrite, { keys: ['k'], mode: 'SYNC' });
    const other = new LdbClient(port);
    const events: string[] = [];
    const note = (event: string) => (): void => void events.push(event);
    const waits = [other.ask('GET', 'k').then(note('client')), engine.command('GET', 'k').then(note('engine'))];
    await client.ask('s');
    await client.ask('r', 'set', 'by hand', '1');
    events.push('stopped');
    expect(await client.ask('c')).toContain('+<endsession>');
    expect(await client.reply()).toBe('"script"');
    await Promise.all(waits);
    expect(events[0]).toBe('stopped');
    expect(await other.ask('MGET', 'k', 'by hand')).toEqual(['"script"', '"1"']);
    other.leave();
  });

  it('lets nobody send more than is taken', async () => {
    const other = (await engine.connect()) as Duplex;
    const client = await debugging(kWrite, { keys: ['k'], mode: 'SYNC' });
    const taken: string[] = [];
    for (const line of ['SET k other\r\n', 'GET k\r\n']) other.write(line, () => taken.push(line));
    await client.ask('s');
    expect(taken).toEqual([]);
    await client.ask('c');
    const [replies] = await once(other, 'data');
    expect(String(replies)).toBe('+OK\r\n$5\r\nother\r\n');
    expect(taken).toHaveLength(2);
  });

  it('is followed by the next one', async () => {
    const first = new LdbClient(port);
    const second = new LdbClient(port);
    for (const client of [first, second]) await client.ask('SCRIPT', 'DEBUG', 'SYNC');
    for (const client of [first, second]) client.send('EVAL', "return redis.call('INCR', 'n')", '0');
    for (const [client, answer] of [[first, ':1'], [second, ':2']] as const) {
      await client.reply();
      await client.ask('c');
      expect(await client.reply()).toBe(answer);
    }
  });

  it('runs to its end when its client leaves', async () => {
    const client = await debugging("redis.call('SET', 'a', 1)\nredis.breakpoint()\nredis.call('SET', 'b', 2)", { mode: 'SYNC' });
    await client.ask('s');
    client.leave();
    expect(await engine.command('MGET', 'a', 'b')).toEqual(['1', '2']);
  });

  it.each([
    ['while true do end', 'c'],
    ['while true do redis.breakpoint() end', 'c'],
    ['while true do pcall(function() while true do end end) end', 'c'],
    ['return 1', 'e while true do end'],
  ])('does not run for ever without its client: %s', async (script, command) => {
    await engine.command('CONFIG', 'SET', 'busy-reply-threshold', '50');
    const client = await debugging(script, { mode: 'SYNC' });
    client.send(...command.split(' '));
    client.leave();
    expect(await engine.command('PING')).toBe('PONG');
  });

  it('ends with the server', async () => {
    const client = await debugging(kWrite, { keys: ['k'], mode: 'SYNC' });
    engine.close();
    expect(await client.reply()).toBe('closed');
  });
});

describe('LDB does better than Redis', () => {
  const inFrame = 'local a = 1\nlocal function f(b)\n  local c = a + b\n  return c\nend\nreturn f(2)';

  it('evaluates with the variables of the line, and sets them', async () => {
    expect(await transcript(port, inFrame, ['b 4', 'c', 'e a + b', 'e c', 'e c = 10', 'p c', 'e f', 'c'])).toEqual([
      '* Stopped at 1, stop reason = step over', '-> 1   local a = 1',
      '> b 4', '   3     local c = a + b', '  #4     return c', '   5   end',
      '> c', '* Stopped at 4, stop reason = break point', '->#4     return c',
      '> e a + b', '<retval> 3',
      '> e c', '<retval> 3',
      '> e c = 10', '<retval> nil',
      '> p c', '<value> 10',
      '> e f', "<error> ldb_eval:1: Script attempted to access nonexistent global variable 'f'",
      '> c', '<endsession>', '= ":10"', '= "closed"',
    ]);
  });

  it('survives errors that are tables', async () => {
    const shown = await transcript(port, 'return 1', ['e redis.call("nosuch")', 'e error({})', 'c']);
    expect(shown.filter((line) => line.startsWith('<error>'))).toEqual([
      '<error> ERR Unknown Redis command called from script',
      '<error> ERR unknown error',
    ]);
    expect(shown.at(-2)).toBe('= ":1"');
  });

  it('moves a breakpoint to a line that has code, and says so', async () => {
    expect(await transcript(port, 'local a = 1\n\n-- remark\nreturn a\n-- end', ['b 2', 'c'])).toEqual([
      '* Stopped at 1, stop reason = step over', '-> 1   local a = 1',
      '> b 2', '   3   -- remark', '  #4   return a', '   5   -- end', '<hint> Line 2 has no code. The breakpoint is set on line 4.',
      '> c', '* Stopped at 4, stop reason = break point', '->#4   return a',
    ]);
  });

  it('takes more than 64 breakpoints and words longer than a kilobyte', async () => {
    const script = `${'local x = 1\n'.repeat(100)}return 1`;
    const lines = Array.from({ length: 100 }, (_, at) => at + 2).join(' ');
    const shown = await transcript(port, script, [`b ${lines}`, 'b', `e #"${'x'.repeat(5000)}"`, 'a']);
    expect(shown).toContain('100 breakpoints set:');
    expect(shown).toContain('<retval> 5000');
  });

  it('executes all commands that come at once', async () => {
    const client = await debugging('local a = 7\nreturn a');
    client.write('*1\r\n$1\r\ns\r\n*2\r\n$1\r\np\r\n$1\r\na\r\n*1\r');
    expect(await client.reply()).toContain('+* Stopped at 2, stop reason = step over');
    expect(await client.reply()).toEqual(['+<value> 7']);
    client.write('\n$1\r\nc\r\n');
    expect(await client.reply()).toEqual(['+<endsession>']);
    expect(await client.reply()).toBe(':7');
  });
});

describe('a client of LDB', () => {
  const malformed = ['hello\r\n', '*0\r\n', '*1\r\n:1\r\n', '*x\r\n', '*1\r\n$-1\r\n', '*99999999999\r\n'];
  it.each(malformed)('that sends %j ends the script', async (bytes) => {
    const client = await debugging('return 1');
    client.write(bytes);
    expect(await client.reply()).toEqual(['+<endsession>']);
    expect(await client.reply()).toMatch(/^-ERR protocol error script: [0-9a-f]{40}, on @user_script:1\.$/);
    expect(await client.reply()).toBe('closed');
  });

  it('is refused where there is no server', async () => {
    const refusal = "ERR command 'script|debug' is not implemented by this engine";
    for (const mode of ['YES', 'sync']) await expect(engine.command('SCRIPT', 'DEBUG', mode)).rejects.toThrow(refusal);
    expect(await engine.command('SCRIPT', 'DEBUG', 'NO')).toBe('OK');
  });
});

/** What `redis-cli --ldb` prints, without its colours. */
function redisCli(options: readonly string[], script: string, typed: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'ldb-cli-'));
  const path = join(folder, 'script.lua');
  writeFileSync(path, script);
  const cli = spawn('redis-cli', ['-p', String(port), ...options, '--eval', path, 'k1', ',', 'a1'], { timeout: 15_000 });
  let printed = '';
  cli.stdout.on('data', (data: Buffer) => (printed += String(data)));
  cli.stdin.end(typed);
  return new Promise((resolve) => {
    cli.on('close', () => {
      rmSync(folder, { recursive: true });
      // eslint-disable-next-line no-control-regex
      resolve(printed.replace(/\x1b\[[0-9;]*m/g, ''));
    });
  });
}

describe.skipIf(!isOnPath('redis-cli'))('redis-cli itself (skipped without redis-cli on PATH)', () => {
  const script = "local n = redis.call('INCR', KEYS[1])\nredis.debug(ARGV)\nreturn n\n";
  const greeting = `Lua debugging session started, please use:
quit    -- End the session.
restart -- Restart the script in debug mode again.
help    -- Show Lua script debugging commands.

* Stopped at 1, stop reason = step over
-> 1   local n = redis.call('INCR', KEYS[1])
`;

  it('debugs on a copy with --ldb', async () => {
    expect(await redisCli(['--ldb'], script, 's\np n\nc\n')).toBe(`${greeting}<redis> INCR k1
<reply> 1
* Stopped at 2, stop reason = step over
-> 2   redis.debug(ARGV)
<value> 1
<debug> line 2: {"a1"}

(integer) 1

(Lua debugging session ended -- dataset changes rolled back)

`);
    expect(await engine.command('EXISTS', 'k1')).toBe(0);
  });

  it('restarts, and debugs in the server with --ldb-sync-mode', async () => {
    const printed = await redisCli(['--ldb-sync-mode'], script, 's\nrestart\nc\n');
    expect(printed.split('Lua debugging session started')).toHaveLength(3);
    expect(printed).toContain('(integer) 2');
    expect(await engine.command('GET', 'k1')).toBe('2');
  });
});
