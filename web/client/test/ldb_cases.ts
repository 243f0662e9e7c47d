/** Sessions with LDB. What redis-server 7.0.15 shows in them is in `recorded/`; `UPDATE_GOLDENS=1` asks a live one again. */
import type { TranscriptOptions } from './ldb_client.js';

export interface LdbCase extends TranscriptOptions {
  readonly name: string;
  readonly script: string;
  readonly commands: readonly string[];
}

const kSum = `local a = {1,2,3}
local s = 0
local function add(x, y)
  local z = x + y
  return z
end
for i=1,#a do
  s = add(s, a[i])
end

-- comment
redis.debug(a, s)
redis.call('SET', KEYS[1], s)
local t = redis.pcall('LPUSH', KEYS[1], 'x')
redis.breakpoint()
return redis.call('GET', KEYS[1])
`;
const kInAdd = ['s', 's', 's', 's', 's', 's'];
const kOne = 'local one = 1\nreturn one';
const kCalls = `local m = {go = function(self)
  local inner = 1
  return inner end}
m:go()
local t = setmetatable({}, {__index = function(t, k)
  return k end})
local x = t.y
local ok = pcall(function()
  return 1 end)
local c = coroutine.wrap(function(a)
  local b = a
  return b end)
c(1)
local function tail(n)
  return n end
local function caller(n)
  return tail(n)
end
return caller(2)`;
const kLoops = `for k,v in pairs({a=1}) do
  local z = k
end
for i=1,2 do local y = i end
local n = 0
while n < 2 do
  n = n + 1
end
repeat n = n - 1
until n == 0
return n`;
const kReplies3 = `redis.setresp(3)
redis.call('HSET', 'h', 'a', '1')
local x = redis.call('HGETALL', 'h')
x = redis.call('ZADD', 'z', 1.5, 'm')
x = redis.call('ZSCORE', 'z', 'm')
x = redis.call('SADD', 's', 'm')
x = redis.call('SMEMBERS', 's')
x = redis.call('GET', 'nokey')
x = redis.call('ZRANGE', 'z', 0, -1, 'WITHSCORES')
return {map={a=1}}`;
const kErrors = `local a = redis.pcall('nosuch')
local b = redis.pcall('get')
local c = redis.pcall({})
local d = redis.error_reply('x')
local e = redis.error_reply('-MY x')
local f = redis.error_reply(1)
local g = redis.pcall()
local h = redis.pcall('subscribe', 'x')
local i = redis.pcall('INCRBY', 'k', 'z')
return a`;

/** Words that print something. */
const kValues = [
  '1+1', 'return 7', 'local q=5 return q', '#KEYS', 'KEYS[1]', '{1,2,{3}}', '{a=1}', '{}', '{1,nil,3}', '{[2]=1}', '{1,2,a=3}', 'nil',
  'true', 'false', '1/3', '1e15', '123456789', '0.1', '-0/1', '1/0', '-1/0', '0/0', '1e100', '12345.678', '"a\\0b\\n\\tq\\"\\200\\\\"',
  '{[true]=1}', '{[1.5]="x"}', 'for i=1,3 do end', 'return 1,2', 'error("a\\nb")', 'nil .. 1', 'x y', 'nosuchvar', 'x=1',
  'redis.call("ping")', 'redis.pcall("nosuch")', 'redis.error_reply(1)', 'redis.status_reply("s")', 'cjson.null', 'cjson.encode({1})',
  'local t={} t.t=t return t', '{{{{{{{{{{{{1}}}}}}}}}}}}', 'redis.debug(1,"a",nil)', 'if true then', '(', 'return', ')', '1 -- remark',
  'end return function() return 2',
].map((code) => `e ${code}`);

const kCommands = [
  'ping', 'set foo bar', 'lpush foo 1', 'nosuch a', 'get', 'multi', 'lrange nolist 0 -1', 'rpush li a b c', 'lrange li 0 -1', 'get nokey',
  'mget foo nokey', 'incrby foo x', 'a 1 2 3 4 5 6 7 8 9', 'a 1 2 3 4 5 6 7 8 9 10', 'a 1 2 3 4 5 6 7 8 9 10 11 12', 'blpop nolist 1',
  'debug sleep 0', 'hset h f v', 'hgetall h', 'config get maxmemory', 'select 3', 'set three 3', 'zadd z 1.5 m', 'zscore z m',
].map((words) => `r ${words}`);

export const kLdbCases: readonly LdbCase[] = [
  { name: 'help', script: kOne, commands: ['h', 'help', 'HELP'] },
  {
    name: 'listings',
    script: kSum,
    commands: [
      'l', 'w', 'whole', 'list 3', 'list 3 1', 'list 0 1', 'list -3 1', 'list 100', 'l x y', 'l 4 -1', 'l 5 0', 's', 's', 'l', 'L 16 2',
    ],
  },
  { name: 'steps', script: kSum, keys: ['k'], args: ['x'], commands: ['s', 'n', 'step', 'next', ...Array<string>(24).fill('s')] },
  {
    name: 'local variables',
    script: kSum,
    keys: ['k', 'l'],
    args: [],
    commands: [
      'p', 's', 'p', 'print a', 'p s', 'p nosuch', 'p KEYS', 'p ARGV', 'p redis', 'p a b', ...kInAdd.slice(1), 'p', 'p s', 'p i', 'p add',
      'p KEYS',
    ],
  },
  {
    name: 'variables of loops',
    script: kLoops,
    commands: ['s', 'p', 's', 's', 's', 'p', 's', 's', 's', 's', 's', 's', 's', 's', 's', 's', 's'],
  },
  {
    name: 'variable arguments',
    script: 'local function f(...)\n  local x = ...\n  return x\nend\nreturn f(1, 2)',
    commands: ['s', 's', 'p', 's', 'p', 'c'],
  },
  { name: 'traces', script: kSum, keys: ['k'], commands: ['t', ...kInAdd, 'trace'] },
  { name: 'traces of calls', script: kCalls, commands: Array.from({ length: 32 }, (_, at) => (at % 2 === 0 ? 't' : 's')) },
  {
    name: 'breakpoints',
    script: kSum,
    keys: ['k'],
    commands: [
      'b', 'b 12', 'b 12', 'b 999 -1 foo 0', 'b 14 15', 'break', 'b -14', 'b -14', 'b 17', 'b -0', 'b 1.5', 'b 007',
      'b 99999999999999999999', 'l 15 1', 'c', 'l 15 1', 'b 13', 'b 0', 'c',
    ],
  },
  { name: 'breakpoints in a loop', script: kSum, keys: ['k'], commands: ['b 8 4', 'c', 'c', 'c', 'p', 'b -8', 'c', 'b -4', 'c', 'c'] },
  { name: 'redis.breakpoint', script: 'redis.breakpoint()\nlocal a = redis.breakpoint()\nreturn tostring(a)', commands: ['c', 'c', 'c'] },
  {
    name: 'redis.debug',
    script:
      'redis.debug()\nredis.debug(1, "x", {1, {a = 2}}, nil, true)\nlocal function f()\n  return 1\nend\nredis.debug(f())\nreturn 1',
    commands: ['c'],
  },
  { name: 'values', script: kOne, keys: ['k'], commands: kValues },
  { name: 'breakpoints of evaluated code', script: kOne, commands: ['e redis.breakpoint()', 'c', 'c'] },
  { name: 'commands', script: kOne, commands: [...kCommands, 'r', 'redis', 'redis ping', 's', 's'] },
  {
    name: 'commands while stepping',
    script: "redis.call('set', KEYS[1], 'v')\nredis.call('expire', KEYS[1], 100)\nreturn redis.call('get', KEYS[1])",
    keys: ['k'],
    commands: ['s', 's', 's'],
  },
  {
    name: 'commands while continuing',
    script: "redis.call('set', KEYS[1], 'v')\nredis.breakpoint()\nreturn redis.call('get', KEYS[1])",
    keys: ['k'],
    commands: ['c', 'c'],
  },
  { name: 'replies in RESP3', script: kReplies3, commands: Array<string>(10).fill('s') },
  { name: 'a client of RESP3', script: "redis.call('get', 'nokey')\nreturn {double=1.5}", setup: [['HELLO', '3']], commands: ['s', 's'] },
  { name: 'errors of the library', script: kErrors, commands: Array<string>(10).fill('s') },
  { name: 'errors of the library while continuing', script: kErrors, commands: ['c'] },
  {
    name: 'maxlen',
    script:
      `local long = ('x'):rep(300)\nlocal t = {long, long}\nredis.debug(long)\nredis.call('set', 'k', long)\nreturn redis.call('get', 'k')`,
    commands: ['m', 's', 'p', 'p long', 's', 's', 's', 'm 10', 'p', 'maxlen 0', 'p long', 'm 100', 'p', 'm 1 2', 'm x', 'm -5', 's'],
  },
  {
    name: 'maxlen said first',
    script: `local long = ('x'):rep(300)\nreturn 1`,
    commands: [
      'm 70', 's', 'p', 'e ("y"):rep(100)', 'r echo zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz', 'c',
    ],
  },
  { name: 'unknown commands', script: kOne, commands: ['bogus', 'xx yy', 'quit', 'restart', 'S'] },
  { name: 'abort', script: kOne, commands: ['a'] },
  { name: 'abort later', script: kSum, keys: ['k'], commands: [...kInAdd, 'abort'] },
  {
    name: 'abort that is caught',
    script: 'local ok, e = pcall(function()\n  local z = 1\n  return z\nend)\nreturn tostring(e)',
    commands: ['s', 's', 'a', 'c'],
  },
  { name: 'a script that does not compile', script: 'return +', commands: ['s'] },
  { name: 'a bad number of keys', script: kOne, args: [], keys: [], setup: [], command: 'EVAL_RO', commands: ['c'] },
  { name: 'a runtime error', script: 'local a\nlocal b = a.x\nreturn 1', commands: ['s', 's'] },
  { name: 'a runtime error while continuing', script: 'local a\nlocal b = a.x\nreturn 1', commands: ['c'] },
  {
    name: 'an error of a command',
    script: "redis.call('set', 'a', 'b')\nredis.call('lpush', 'a', 1)\nreturn 1",
    commands: ['s', 's', 's'],
  },
  { name: 'an unknown command in the script', script: "redis.call('nosuch')\nreturn 1", commands: ['s', 's'] },
  {
    name: 'a read-only script',
    script: "#!lua flags=no-writes\nlocal a = redis.pcall('set', 'k', 'v')\nreturn a",
    commands: ['w', 's', 's'],
  },
  { name: 'line ends', script: 'local a=1\r\nreturn a\r\n\n\n', commands: ['w', 'c'] },
  { name: 'an empty script', script: '', commands: ['w', 'c'] },
  { name: 'a script of one line', script: 'return {KEYS[1],ARGV[1]}', keys: ['k'], args: ['v'], commands: ['p KEYS', 'p ARGV', 'c'] },
  {
    name: 'a loop without end',
    script: 'while true do end',
    setup: [['CONFIG', 'SET', 'busy-reply-threshold', '300']],
    commands: ['c', 't', 'c', 'a'],
  },
  { name: 'loaded chunks', script: "local f = loadstring('local q = 1\\nreturn q')\nlocal r = f()\nreturn r", commands: ['s', 's', 's'] },
  {
    name: 'a database of the client',
    script: "redis.call('set', 'k', 'v')\nreturn redis.call('keys', '*')",
    setup: [['SELECT', '5']],
    commands: ['r dbsize', 'c'],
  },
  { name: 'sync mode', script: "redis.call('set', KEYS[1], 'v')\nreturn 1", keys: ['k'], mode: 'SYNC', commands: ['s', 'p', 's'] },
  { name: 'sync mode, aborted', script: "redis.call('set', KEYS[1], 'v')\nreturn 1", keys: ['k'], mode: 'SYNC', commands: ['s', 'a'] },
];
