// @ts-check
/**
 * Finds out which functions of the machine scripts need: runs commands and scripts on an instrumented copy and takes its profile.
 *
 * What runs here decides what is in the first part of the module, so it is what people do: the commands that scripts call, and scripts that
 * use the libraries, fail, and are refused. What is missing here still works; it is loaded when it is first called.
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** Commands, in this order. */
const kCommands = `
PING
SET text hello
SET text hello EX 10 NX
GET text
INCR counter
INCRBY counter 5
DECR counter
INCRBYFLOAT counter 0.5
APPEND text !
STRLEN text
GETRANGE text 0 2
MSET a 1 b 2
MGET a b missing
SETNX a 1
GETSET a 2
GETDEL b
SETEX c 10 x
PSETEX c 1000 x
HSET hash field 1 other two
HMSET hash field 1
HGET hash field
HMGET hash field missing
HGETALL hash
HINCRBY hash field 2
HINCRBYFLOAT hash field 0.5
HEXISTS hash field
HKEYS hash
HVALS hash
HLEN hash
HSETNX hash field 1
HDEL hash other
HSCAN hash 0
RPUSH list a b c
LPUSH list z
LRANGE list 0 -1
LLEN list
LINDEX list 0
LSET list 0 y
LREM list 0 a
LTRIM list 0 5
LPOP list
RPOP list
RPOPLPUSH list list
LMOVE list list LEFT RIGHT
LINSERT list BEFORE b x
SADD set 1 2 three
SADD numbers 1 2 3
SMEMBERS set
SISMEMBER set 1
SMISMEMBER set 1 x
SCARD set
SREM set 1
SPOP set
SRANDMEMBER numbers
SINTER set numbers
SUNION set numbers
SDIFF set numbers
SSCAN set 0
ZADD zset 1 a 2 b 3.5 c
ZADD zset NX CH 4 d
ZINCRBY zset 1 a
ZSCORE zset a
ZMSCORE zset a x
ZRANK zset a
ZREVRANK zset a
ZCARD zset
ZCOUNT zset -inf +inf
ZRANGE zset 0 -1 WITHSCORES
ZRANGE zset 1 (3 BYSCORE LIMIT 0 1
ZREVRANGE zset 0 -1
ZRANGEBYSCORE zset -inf +inf WITHSCORES LIMIT 0 2
ZREVRANGEBYSCORE zset +inf -inf
ZREM zset a
ZREMRANGEBYSCORE zset 0 1
ZREMRANGEBYRANK zset 0 0
ZPOPMIN zset
ZPOPMAX zset
ZSCAN zset 0
EXISTS text
TYPE text
EXPIRE text 10
PEXPIRE text 10000
EXPIREAT text 99999999999
TTL text
PTTL text
PERSIST text
RENAME text other
KEYS *
SCAN 0 MATCH * COUNT 10
DBSIZE
DEL other
UNLINK hash
TIME
SELECT 0
NOPE
GET
INCR list
FLUSHALL
SCRIPT LOAD return(1)
EVALSHA e0e1f9fabfc9d4800c877a703b823ac0578ff8db 0
EVALSHA 0000000000000000000000000000000000000000 0
`;

/** Scripts, run with a key and an argument. */
const kScripts = [
  'return {1, "a", 3.7, true, false, {ok = "FINE"}, {err = "MY error"}}',
  'return redis.call("SET", KEYS[1], ARGV[1])',
  'return redis.pcall("INCR", KEYS[1])',
  'return redis.call("INCR", KEYS[1])',
  'return {pcall(redis.call, "NOPE")}',
  'error("text")',
  'assert(false, "text")',
  'error({err = "MY error"})',
  'return nothing',
  'global = 1',
  'x = = 1',
  'if x the return 1 end',
  'return #nil',
  'return ("x").y.z',
  'local t = nil; t.x = 1',
  'return {} < {}',
  'local a return a .. "x"',
  'return 1 + {}',
  'return math.sin(1) + math.cos(1) + math.sqrt(2) + math.exp(1) + math.log(2) + math.log10(2) + math.fmod(5, 3) + math.abs(-1)',
  'return redis.error_reply("My error")',
  'return redis.status_reply("fine")',
  'return redis.sha1hex("text")',
  'redis.log(redis.LOG_NOTICE, "text")',
  `local t = {5, 2, 9}
   table.sort(t) table.sort(t, function(x, y) return x > y end)
   local long = {} for index = 1, 200 do long[index] = index * 7919 % 251 end table.sort(long)
   table.insert(t, 1) table.insert(t, 1, 7) table.remove(t) table.remove(t, 1)
   return {table.concat(t, ","), unpack(t)}`,
  `local out = {}
   for key, value in pairs({a = 1, b = {2}}) do out[#out + 1] = key end
   for index, value in ipairs({1, 2}) do out[#out + 1] = tostring(value) end
   for index = 10, 1, -3 do out[#out + 1] = index end
   local index = 0 while true do index = index + 1 if index > 3 then break end end
   repeat index = index - 1 until index == 0
   return out`,
  `local s = "key:{1}:name"
   local a, b = s:match("^(%w+):{(%d+)}"), s:find(":", 1, true)
   for word in s:gmatch("%w+") do a = word end
   return {a, b, s:gsub("%d", "x"), s:gsub("%w+", {key = "y"}), s:gsub("%w+", string.upper), s:sub(2, -2), s:rep(2), s:byte(1),
     ("name"):rep(30), ("x"):sub(2, -2), s:byte(1, -1), string.char(65), s:lower(), s:len(), s:reverse(), ("%d %5.2f %s %q %x"):format(1, 2.5, "s", "q", 255)}`,
  `local Account = {} Account.__index = Account
   function Account.new() return setmetatable({balance = 0}, Account) end
   function Account:add(n) self.balance = self.balance + n return self end
   Account.__add = function(a, b) return a.balance + b.balance end
   Account.__eq = function() return true end Account.__lt = function() return true end
   Account.__tostring = function() return "account" end Account.__call = function(self, x) return x end
   Account.__concat = function() return "joined" end
   local a, b = Account.new():add(1), Account.new():add(2)
   return {a + b, tostring(a == b), tostring(a < b), tostring(a), a(1), a .. b}`,
  `local thread = coroutine.wrap(function(...) for i = 1, select("#", ...) do coroutine.yield(i) end end)
   local other = coroutine.create(function() error("inside") end)
   return {thread(1, 2), thread(), coroutine.resume(other), coroutine.status(other)}`,
  `local data = cjson.decode('{"a": [1, 2.5, null, true], "b": {"c": "text\\\\u0041"}}')
   return cjson.encode({data.a, data.b, x = 1})`,
  `return {pcall(cjson.decode, "{"), tonumber("0x10"), tonumber("1e3"), tonumber("z", 36), tostring(1e15), math.floor(2.5), math.max(1, 2),
     math.random(10), 7 % 3, 2 ^ 10, 1 / 3, -5}`,
  'return {bit.band(7, 3), bit.bor(1, 2), bit.bxor(1, 2), bit.lshift(1, 4), bit.rshift(256, 4), bit.tohex(255), math.ceil(2.5)}',
  'return {loadstring("return 1")(), select(2, pcall(error, {code = 1})).code, type(next({})), rawget({1}, 1), #ARGV}',
  `local list = {} for i = 1, 20000 do list[i] = {i, tostring(i)} end
   local text = "" for i = 1, 300 do text = text .. i end
   local f = function(n) local function g(m) return m <= 1 and 1 or m * g(m - 1) end return g(n) end
   collectgarbage() return {#list, #text, f(20), select("#", unpack(list, 1, 100))}`,
  `local limit, now = tonumber(ARGV[1]) or 5, redis.call("TIME")
   local key = KEYS[1] .. ":window"
   redis.call("ZREMRANGEBYSCORE", key, 0, now[1] - 60) redis.call("ZADD", key, now[1], now[1] .. now[2]) redis.call("EXPIRE", key, 60)
   if redis.call("ZCARD", key) > limit then return redis.error_reply("LIMIT") end
   return redis.call("HGETALL", KEYS[1] .. ":none")`,
];

const kCommandMode = 0;
const kScriptMode = 1;

/** Instances of the instrumented module through its glue. @param {string} glue @param {Uint8Array<ArrayBuffer>} module */
async function instantiate(glue, module) {
  const { default: create } = await import(pathToFileURL(glue).href);
  /** @type {any} */
  let exports;
  let now = 0;
  const raw = await create({
    // Whatever the machine asks: nothing is there, and so much time passes that commands count as slow, as the first ones do.
    host: new Proxy({}, { get: (_, name) => (String(name).endsWith('ClockMs') ? () => (now += 20) : () => 0) }),
    instantiateWasm(/** @type {WebAssembly.Imports} */ imports, /** @type {(instance: WebAssembly.Instance) => void} */ receive) {
      const instance = new WebAssembly.Instance(new WebAssembly.Module(module), imports);
      exports = instance.exports;
      receive(instance);
      return exports;
    },
    printErr: (/** @type {string} */ text) => console.error(text),
  });
  return { raw, exports };
}

/** A session with its methods, which the module exports one by one. @param {any} raw */
function openSession(raw) {
  const address = raw._openSession();
  const methods = Object.keys(raw).filter((name) => name.startsWith('_session'));
  return Object.fromEntries([
    ['address', address],
    ...methods.map((name) => [
      name.charAt(8).toLowerCase() + name.slice(9),
      (/** @type {readonly (number | boolean)[]} */ ...values) => raw[name](address, ...values),
    ]),
  ]);
}

/** Writes a request into the buffer of a session; returns its size. @param {any} raw @param {any} session @param {readonly string[]} words */
function put(raw, session, words) {
  const encoded = words.map((word) => new TextEncoder().encode(word));
  const size = encoded.reduce((sum, word) => sum + 4 + word.length, 4);
  const start = session.reserveInput(size) >>> 0;
  const view = new DataView(raw.HEAPU8.buffer);
  view.setUint32(start, words.length, true);
  let at = start + 4;
  for (const word of encoded) {
    view.setUint32(at, word.length, true);
    raw.HEAPU8.set(word, at + 4);
    at += 4 + word.length;
  }
  return size;
}

/**
 * Trains an instrumented module.
 * @param {string} glue the module's JavaScript
 * @param {string} instrumented file of the instrumented module
 * @returns {Promise<Uint8Array>} the profile, for wasm-split
 */
export async function train(glue, instrumented) {
  const { raw, exports } = await instantiate(glue, readFileSync(instrumented));
  const session = openSession(raw);
  const protocol = 2;
  /** @param {readonly string[]} words @param {number} mode a number of `kMode` in `web/client/src/vm.ts` */
  const run = (words, mode) => {
    let state = session.start(put(raw, session, words), mode, protocol);
    while (state === 0) state = session.resume(1000);
    session.takeReply();
    session.outputAddress();
    session.outputSize();
    session.takeFailure();
    session.takeLog();
    session.instructions();
    session.commands();
    session.stop();
  };
  // As every engine is configured.
  session.configure(put(raw, session, ['seed', '1', 'databases', '16', 'release', '0', 'yieldPolicy', '0']));
  const asked = kCommands.trim().split('\n').map((line) => line.split(' '));
  for (const words of [...asked, ...kScripts.map((text) => ['EVAL', text, '1', 'key', 'argument'])]) {
    session.command(put(raw, session, words), protocol);
    session.call(put(raw, session, words), protocol, 1e6);
    run(words, kCommandMode);
  }
  for (const text of kScripts.slice(0, 6)) {
    run([text, '1', 'key', 'argument'], kScriptMode);
    session.takeReport(1);
  }
  session.reset();
  raw._closeSession(session.address);
  const address = raw.HEAPU8.length - (1 << 20);
  const size = exports.__write_profile(address, 1 << 20);
  return raw.HEAPU8.slice(address, address + size);
}
