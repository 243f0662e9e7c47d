/**
 * Records how redis-cli prints replies: `node test/record_replies.mjs` (needs redis-server, redis-cli and script on PATH). For each
 * script below it writes the bytes on the wire and what redis-cli prints on a terminal, in a pipe and with --json, to
 * `recorded/replies-VERSION.jsonl`.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Name, RESP version, script. */
const cases = [
  ['nil', 2, 'return nil'],
  ['true', 2, 'return true'],
  ['integer', 2, 'return -5'],
  ['largest integer', 2, 'return 9223372036854774784'],
  ['status', 2, "return redis.status_reply('OK')"],
  ['empty string', 2, "return ''"],
  ['text', 2, "return 'caf\\195\\169'"],
  ['every byte', 2, 'local t = {} for i = 0, 255 do t[#t + 1] = string.char(i) end return table.concat(t)'],
  ['lines', 2, "return 'a\\nb\\r\\nc'"],
  ['empty array', 2, 'return {}'],
  ['mixed', 2, 'return {1, "a", {ok="S"}, {"x", {2}}, false, 3.9, "", {}}'],
  ['nested error', 2, 'return {1, {err="ERR nested \\"quoted\\""}, 2}'],
  ['twelve', 2, 'return {1,2,3,4,5,6,7,8,9,10,{11,{12}},{{{1,2},3}}}'],
  ['hundred and one', 2, 'local t = {} for i = 1, 101 do t[i] = {i} end return t'],
  ['nested empty', 2, 'return {{},{{}},{{},{}}}'],
  ['map in RESP2', 2, 'redis.setresp(3) return {map={a=1}}'],
  ['map', 3, 'redis.setresp(3) return {map={a=1}}'],
  ['map of array', 3, 'redis.setresp(3) return {map={a={1,2}}}'],
  ['map of short array', 3, 'redis.setresp(3) return {map={a={1}}}'],
  ['map of map', 3, 'redis.setresp(3) return {map={x={map={y={1,{map={z="q"}}}}}}}'],
  ['map with odd keys', 3, 'redis.setresp(3) return {map={[2]={2,3},[true]=3}}'],
  ['empty map', 3, 'redis.setresp(3) return {map={}}'],
  ['set', 3, 'redis.setresp(3) return {set={x=true}}'],
  ['set of two', 3, 'redis.setresp(3) return {set={[1]=true,[2]=true}}'],
  ['empty set', 3, 'redis.setresp(3) return {set={}}'],
  ['double', 3, 'redis.setresp(3) return {double=3.25}'],
  ['doubles', 3, 'redis.setresp(3) return {{double=0.1},{double=1e300},{double=-1/0},{double=12}}'],
  ['double in RESP2', 2, 'redis.setresp(3) return {double=0.1}'],
  ['booleans', 3, 'redis.setresp(3) return {true, false}'],
  ['null', 3, 'return false'],
  ['verbatim', 3, 'redis.setresp(3) return {verbatim_string={format="txt",string="hi\\nthere"}}'],
  ['verbatim in array', 3, 'redis.setresp(3) return {{verbatim_string={format="txt",string="hi"}}}'],
  ['error', 2, "return redis.error_reply('WRONGTYPE bad \"x\"')"],
];

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** The bytes that a connection of this RESP version receives for a command. */
function askWire(port, protocol, argv) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    const encode = (words) =>
      `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;
    const socket = connect(port, '127.0.0.1');
    socket.on('error', reject);
    socket.on('data', (data) => chunks.push(data));
    socket.on('end', () => {
      const all = Buffer.concat(chunks).toString('latin1');
      const start = all.indexOf('+START\r\n') + 8;
      resolve(Buffer.from(all.slice(start, all.lastIndexOf('+OK\r\n')), 'latin1'));
    });
    socket.write(`${encode(['HELLO', String(protocol)])}${encode(['EVAL', "return {ok='START'}", '0'])}`);
    socket.write(`${encode(argv)}${encode(['QUIT'])}`);
  });
}

const folder = mkdtempSync(join(tmpdir(), 'replies-'));
const port = await freePort();
const server = spawn('redis-server', ['--port', String(port), '--save', '', '--dir', folder], { stdio: 'ignore' });
try {
  for (let tries = 0; ; tries++) {
    try {
      execFileSync('redis-cli', ['-p', String(port), 'PING'], { stdio: 'pipe' });
      break;
    } catch (error) {
      if (tries > 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  const info = execFileSync('redis-cli', ['-p', String(port), 'INFO', 'server']).toString();
  const version = /redis_version:(\S+)/.exec(info)[1];
  const file = join(folder, 'script.lua');
  const lines = [];
  for (const [name, protocol, script] of cases) {
    writeFileSync(file, script);
    const cli = ['-p', String(port), `-${protocol}`];
    const print = (...options) => execFileSync('redis-cli', [...cli, ...options, '--eval', file]).toString('base64');
    const terminal = execFileSync('script', ['-qec', `redis-cli ${cli.join(' ')} --eval ${file}`, '/dev/null']);
    lines.push(
      JSON.stringify({
        name,
        wire: (await askWire(port, protocol, ['EVAL', script, '0'])).toString('base64'),
        tree: Buffer.from(terminal.toString('latin1').replaceAll('\r\n', '\n'), 'latin1').toString('base64'),
        raw: print(),
        json: print('--json'),
      }),
    );
  }
  const target = new URL(`recorded/replies-${version}.jsonl`, import.meta.url);
  writeFileSync(target, `${lines.join('\n')}\n`);
  process.stdout.write(`${fileURLToPath(target)}: ${lines.length} replies\n`);
} finally {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}
