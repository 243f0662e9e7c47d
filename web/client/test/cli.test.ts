import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ferrous-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command as a user would, in the test's folder; output as bytes. */
function cli(args: readonly string[], input = ''): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd: folder, input, maxBuffer: 1 << 24 });
  return { code: status, out: stdout.toString('latin1'), err: stderr.toString('latin1') };
}

/** The same on a terminal, as `script` makes one. */
function onTerminal(args: readonly string[]): string {
  const line = [process.execPath, program, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  const { stdout } = spawnSync('script', ['-qec', line, '/dev/null'], { cwd: folder });
  return stdout.toString('latin1').replaceAll('\r\n', '\n');
}

const write = (name: string, content: string): void => writeFileSync(join(folder, name), content, 'latin1');
const read = (name: string): string => readFileSync(join(folder, name), 'latin1');

describe('ferrous-lua eval', () => {
  beforeAll(() => {
    write('pair.lua', 'return {KEYS[1] or "-", ARGV[1] or "-", #KEYS, #ARGV}');
    write('fails.lua', 'local a\nreturn a.b');
  });

  it('takes keys, a comma, and arguments', () => {
    expect(cli(['eval', 'pair.lua', 'k1', 'k2', ',', 'a1'])).toEqual({ code: 0, out: 'k1\na1\n2\n1\n', err: '' });
    expect(cli(['eval', 'pair.lua', ',', 'a1', ',', 'a2'])).toEqual({ code: 0, out: '-\na1\n0\n3\n', err: '' });
    expect(cli(['eval', 'pair.lua', 'k1'])).toMatchObject({ code: 0, out: 'k1\n-\n1\n0\n' });
  });

  it('prints a tree on a terminal, raw lines in a pipe', () => {
    const script = 'return {1, "a", {ok="S"}, {"x", {2}}, false, 3.9}';
    expect(onTerminal(['eval', '-e', script])).toBe(
      '1) (integer) 1\n2) "a"\n3) S\n4) 1) "x"\n   2) 1) (integer) 2\n5) (nil)\n6) (integer) 3\n',
    );
    expect(cli(['eval', '-e', script]).out).toBe('1\na\nS\nx\n2\n\n3\n');
    expect(cli(['eval', '--no-raw', '-e', 'return {1}']).out).toBe('1) (integer) 1\n');
    expect(onTerminal(['eval', '--raw', '-e', 'return {1}'])).toBe('1\n');
  });

  it.each([
    [['eval', '--max-memory', '4mb', '-e', 'return #string.rep("x", 5e6)'], /not enough memory/],
    [['eval', '--max-instructions', '1000', '-e', 'while true do end'], /^LIMIT .* instructions script: [0-9a-f]{40}, on @user_script:1\.\n$/],
    [['eval', '--timeout', '40', '-e', 'while true do end'], /^LIMIT Script ran out of time/],
    [['lua', '--timeout', '40', '-'], /^lua: LIMIT Script ran out of time\n$/],
  ])('ends at its limits: %j', (args, message) => {
    expect(cli(args, 'while true do end')).toMatchObject({ code: 1, out: '', err: expect.stringMatching(message) });
  });

  it.each([['--max-memory', 'much'], ['--timeout', '0'], ['--max-instructions', '-1']])('refuses the limit %s %s', (name, value) => {
    expect(cli(['eval', name, value, '-e', 'return 1'])).toMatchObject({ code: 2 });
  });

  it('prints JSON', () => {
    expect(cli(['eval', '--json', '-e', 'return {1, "\\195\\169\\n", false}']).out).toBe('[1,"\xc3\xa9\\n",null]\n');
    expect(cli(['eval', '--json', '-e', 'redis.setresp(3) return {map={a={true}}}']).out).toBe('{"a":[true]}\n');
  });

  it('passes every byte through', () => {
    const script = 'local t = {} for i = 0, 255 do t[#t + 1] = string.char(i) end return table.concat(t)';
    const all = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).join('');
    expect(cli(['eval', '-e', script]).out).toBe(`${all}\n`);
    write('binary.lua', "return '\xff\x80\xfe'");
    expect(cli(['eval', 'binary.lua']).out).toBe('\xff\x80\xfe\n');
  });

  it('reads standard input as -', () => expect(cli(['eval', '-', 'k'], 'return KEYS[1]').out).toBe('k\n'));

  it('exits with 1 and the text of the error', () => {
    const { code, out, err } = cli(['eval', 'fails.lua']);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^ERR user_script:2: attempt to index local 'a' \(a nil value\) script: [0-9a-f]{40}, on @user_script:2\.\n$/);
    expect(cli(['eval', '-e', 'return )'])).toEqual({
      code: 1,
      out: '',
      err: "ERR Error compiling script (new function): user_script:1: unexpected symbol near ')'\n",
    });
    expect(cli(['eval', '--json', '-e', "return {err='MY own'}"])).toEqual({ code: 1, out: '', err: 'MY own\n' });
  });

  it('names a file that is missing', () => {
    expect(cli(['eval', 'nothere.lua'])).toEqual({
      code: 1,
      out: '',
      err: "ferrous-lua: cannot open 'nothere.lua': No such file or directory\n",
    });
    mkdirSync(join(folder, 'directory'));
    expect(cli(['eval', 'directory']).err).toBe("ferrous-lua: cannot open 'directory': Is a directory\n");
  });

  it('hints at a forgotten comma', () => {
    const forgotten = cli(['eval', '-e', 'return ARGV[1] or "none"', 'k', '10']);
    expect(forgotten).toMatchObject({ code: 0, out: 'none\n' });
    expect(forgotten.err).toBe("hint: '10' is taken as a key: put a comma, with spaces around it, between keys and arguments\n");
    expect(cli(['eval', '-e', 'return 1', 'k,', 'a']).err).toContain("hint: 'k,' is taken as a key");
    expect(cli(['eval', '-e', 'return 1', 'k', '--json']).err).toContain('hint: --json is taken as a key');
    expect(cli(['eval', '-e', 'return ARGV[1]', 'k', ',', '10']).err).toBe('');
  });

  it('shows the log from a level on', () => {
    const script = 'redis.log(redis.LOG_NOTICE, "seen") redis.log(redis.LOG_DEBUG, "detail") return 1';
    expect(cli(['eval', '-e', script])).toMatchObject({ out: '1\n', err: 'notice: seen\n' });
    expect(cli(['eval', '--log', 'debug', '-e', script]).err).toBe('notice: seen\ndebug: detail\n');
    expect(cli(['eval', '--log=none', '-e', script]).err).toBe('');
    expect(cli(['eval', '--log', 'loud', '-e', script])).toMatchObject({ code: 2 });
  });

  it('answers like another release', () => {
    const code = "return redis.call('INCRBYFLOAT', 'n', '1') .. redis.REDIS_VERSION";
    expect(cli(['eval', '-e', code]).out).toBe('17.0.15\n');
    expect(cli(['eval', '--compat', '7.4', '-e', code]).out).toBe('17.4.1\n');
    expect(cli(['eval', '--compat', '6', '-e', code]).err).toContain('--compat needs one of 7.0.15, 7.4');
  });

  it('takes seed and clock', () => {
    expect(cli(['eval', '--clock', '1700000000123', '-e', 'return redis.call("TIME")']).out).toBe('1700000000\n123000\n');
    const script = 'for i = 1, 100 do redis.call("SADD", "s", i) end return redis.call("SRANDMEMBER", "s", -5)';
    expect(cli(['eval', '--seed', '3', '-e', script]).out).toBe(cli(['eval', '--seed', '3', '-e', script]).out);
    expect(cli(['eval', '--seed', 'x', '-e', script])).toMatchObject({ code: 2 });
  });
});

describe('ferrous-lua eval --data', () => {
  const increment = ['-e', 'return redis.call("INCR", KEYS[1])', 'n'];

  it('keeps no state without it', () => {
    expect(cli(['eval', ...increment]).out).toBe('1\n');
    expect(cli(['eval', ...increment]).out).toBe('1\n');
  });

  it('keeps the keyspace as redis-cli lines', () => {
    expect(cli(['eval', '--data', 'n.redis', ...increment]).out).toBe('1\n');
    expect(cli(['eval', '--data', 'n.redis', ...increment]).out).toBe('2\n');
    expect(read('n.redis')).toBe('SET n 2\n');
  });

  it('counts in an RDB file', () => {
    expect(cli(['eval', '--data', 'n.rdb', ...increment]).out).toBe('1\n');
    expect(cli(['eval', '--data', 'n.rdb', ...increment]).out).toBe('2\n');
  });

  it('reads lines with comments, quotes and databases', () => {
    write('start.redis', '# a comment\n\nSET "a key" "x\\x00\\xff"\nSELECT 2\nRPUSH l a b\n');
    const script = 'redis.call("SELECT", 2) return redis.call("LLEN", "l")';
    expect(cli(['eval', '--data', 'start.redis', '-e', script]).out).toBe('2\n');
    expect(cli(['eval', '--data', 'start.redis', '-e', 'return redis.call("GET", "a key")']).out).toBe('x\0\xff\n');
  });

  it('keeps the keyspace as a JSON snapshot', () => {
    const script = 'redis.call("SET", "bin", "\\255\\0") redis.call("SET", "t", "é", "PXAT", 4000000000000) return redis.call("INCR", "n")';
    expect(cli(['eval', '--data', 'n.json', '-e', script]).out).toBe('1\n');
    expect(JSON.parse(readFileSync(join(folder, 'n.json'), 'utf8'))).toMatchObject({ format: 'ferrous-lua-snapshot', version: 1 });
    expect(cli(['eval', '--data', 'n.json', '-e', 'return redis.call("GET", "bin")']).out).toBe('\xff\0\n');
    expect(cli(['eval', '--data', 'n.json', ...increment]).out).toBe('2\n');
  });

  it('keeps what a failing script wrote', () => {
    expect(cli(['eval', '--data', 'failing.redis', '-e', 'redis.call("SET", "k", "v") error("x")'])).toMatchObject({ code: 1 });
    expect(read('failing.redis')).toBe('SET k v\n');
  });

  it('names the line that is wrong, and changes nothing', () => {
    write('bad.redis', 'SET a 1\nNOPE x\n');
    expect(cli(['eval', '--data', 'bad.redis', ...increment])).toMatchObject({
      code: 1,
      err: "ferrous-lua: bad.redis:2: ERR unknown command 'NOPE', with args beginning with: 'x' \n",
    });
    write('open.redis', 'SET a "1\n');
    expect(cli(['eval', '--data', 'open.redis', ...increment]).err).toBe('ferrous-lua: open.redis:1: unbalanced quotes\n');
    write('bad.json', '{"format":1}');
    expect(cli(['eval', '--data', 'bad.json', ...increment]).err).toBe('ferrous-lua: bad.json: this is not a snapshot of ferrous-lua\n');
    expect(read('bad.redis')).toBe('SET a 1\nNOPE x\n');
    expect(read('bad.json')).toBe('{"format":1}');
  });

  it('leaves no temporary files, and says when it cannot write', () => {
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(cli(['eval', '--data', 'nofolder/n.redis', ...increment])).toMatchObject({
      code: 1,
      err: "ferrous-lua: cannot write 'nofolder/n.redis': No such file or directory\n",
    });
  });
});

describe('ferrous-lua lua', () => {
  it('runs a program with arguments', () => {
    write('hello.lua', 'print("hello", ..., #arg) io.write("\\255\\0")');
    expect(cli(['lua', 'hello.lua', 'you', '2'])).toEqual({ code: 0, out: 'hello\tyou\t2\n\xff\0', err: '' });
    expect(cli(['lua', '-', 'x'], 'print(...)').out).toBe('x\n');
  });

  it('finds files beside the program', () => {
    mkdirSync(join(folder, 'app'));
    write('app/helper.lua', 'return {name = "helper"}');
    write('app/value.lua', 'return 7');
    write('app/main.lua', 'print(require("helper").name, dofile("value.lua"), loadfile("value.lua")())');
    expect(cli(['lua', 'app/main.lua'])).toEqual({ code: 0, out: 'helper\t7\t7\n', err: '' });
  });

  it('has files, standard streams and a status', () => {
    write('files.lua', [
      'local name = io.read()',
      'local file = assert(io.open(name, "w"))',
      'file:write(io.read("*n"), "\\n", io.read("*a"))',
      'file:close()',
      'for line in io.lines(name) do io.write("[", line, "]") end',
      'io.stderr:write("done\\n")',
      'print(os.rename(name, "moved.txt"), os.remove("moved.txt"), io.open("moved.txt"))',
      'os.exit(7)',
    ].join('\n'));
    expect(cli(['lua', 'files.lua'], 'made.txt\n42 rest\nlast\n')).toEqual({
      code: 7,
      out: '[42][ rest][last]true\ttrue\tnil\tmoved.txt: No such file or directory\t2\n',
      err: 'done\n',
    });
  });

  it('counts lines of modules beside the program with a hook', () => {
    write('covered.lua', 'local M = {}\nfunction M.sign(n)\n  if n > 0 then\n    return 1\n  end\n  return -1\nend\nreturn M\n');
    write('coverage.lua', [
      'local hits = {}',
      'debug.sethook(function(_, line)',
      '  local source = debug.getinfo(2, "S").source',
      '  if source:find("covered") then hits[line] = (hits[line] or 0) + 1 end',
      'end, "l")',
      'local covered = require("covered")',
      'local function suite(describe) return covered.sign(1), covered.sign(2), covered.sign(-1) end',
      'local ok, one = xpcall(suite, debug.traceback)',
      'debug.sethook()',
      'local report = assert(io.open("report.out", "w"))',
      'for line = 1, 8 do report:write(line, ":", hits[line] or 0, " ") end',
      'report:close()',
      'print(ok, one, package.loaded.covered == covered)',
    ].join('\n'));
    expect(cli(['lua', 'coverage.lua'])).toEqual({ code: 0, out: 'true\t1\ttrue\n', err: '' });
    expect(read('report.out')).toBe('1:1 2:1 3:3 4:2 5:0 6:1 7:1 8:1 ');
  });

  it('fails as lua does', () => {
    write('boom.lua', 'print("before")\nerror("boom")');
    const { code, out, err } = cli(['lua', 'boom.lua']);
    expect([code, out]).toEqual([1, 'before\n']);
    expect(err.split('\n')[0]).toBe('lua: boom.lua:2: boom');
    write('syntax.lua', 'x =');
    expect(cli(['lua', 'syntax.lua'])).toMatchObject({ code: 1, err: "lua: syntax.lua:1: unexpected symbol near '<eof>'\n" });
    expect(cli(['lua', 'nothere.lua'])).toMatchObject({ code: 1, err: 'lua: cannot open nothere.lua: No such file or directory\n' });
  });

  it('prints much without loss, and stops quietly when the reader has seen enough', () => {
    write('much.lua', 'for i = 1, 200000 do print(i) end');
    expect(cli(['lua', 'much.lua']).out.length).toBe(1_288_895);
    const line = `'${process.execPath}' '${program}' lua much.lua | head -n 2`;
    expect(spawnSync('sh', ['-c', line], { cwd: folder }).stdout.toString()).toBe('1\n2\n');
  });
});

describe('ferrous-lua list', () => {
  it('prints the listing', () => {
    write('list.lua', 'return KEYS[1]');
    const { code, out } = cli(['list', 'list.lua']);
    expect(code).toBe(0);
    expect(out).toMatch(/^\nmain <list\.lua:0,0> /);
    expect(out).toContain('; KEYS');
    expect(cli(['list', '-'], 'return 1').out).toMatch(/^\nmain <stdin:0,0> /);
  });

  it('says what does not compile', () => {
    write('wrong.lua', 'return )');
    expect(cli(['list', 'wrong.lua'])).toEqual({ code: 1, out: '', err: "wrong.lua:1: unexpected symbol near ')'\n" });
    expect(cli(['list', 'nothere.lua'])).toMatchObject({ code: 1 });
  });
});

describe('the command line', () => {
  it('prints its version', () => {
    const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
    expect(cli(['--version'])).toEqual({ code: 0, out: `ferrous-lua ${manifest.version} (Lua 5.1, Redis 7.0.15)\n`, err: '' });
  });

  it.each([
    [[], 2],
    [['nope'], 2],
    [['eval'], 2],
    [['eval', '--nope', 'f'], 2],
    [['eval', '-e'], 2],
    [['eval', '--json=1', 'f'], 2],
    [['lua'], 2],
    [['list'], 2],
    [['list', 'a', 'b'], 2],
  ])('explains wrong use %j', (args, code) => {
    const outcome = cli(args);
    expect(outcome).toMatchObject({ code, out: '' });
    expect(outcome.err).toMatch(/Try: ferrous-lua|^Usage:/);
  });

  const helps = [['--help'], ['eval', '--help'], ['lua', '--help'], ['list', '--help']];
  it.each(helps.map((args) => [args]))('has help with an example that works: %j', (args) => {
    const { code, out } = cli(args);
    expect(code).toBe(0);
    const example = /^Example:\n {2}(.+)$/m.exec(out)?.[1] ?? expect.fail('no example');
    const shim = join(folder, 'bin');
    if (!existsSync(shim)) {
      mkdirSync(shim);
      writeFileSync(join(shim, 'ferrous-lua'), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
      chmodSync(join(shim, 'ferrous-lua'), 0o755);
    }
    const path = `${shim}:${process.env['PATH'] ?? ''}`;
    const run = spawnSync('sh', ['-c', example], { cwd: folder, env: { ...process.env, PATH: path } });
    expect(run.status).toBe(0);
    expect(run.stdout.length).toBeGreaterThan(1);
  });
});
