// @ts-check
/**
 * Random words. Keys, fields and members are few, so that commands meet; numbers and identifiers are mostly small and sometimes at an
 * edge of what is allowed.
 *
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {import('./grammar.mjs').Kind} Kind
 */
import { createHash } from 'node:crypto';

/** First letters of the keys of each type. Members of a `lexset` have the same score: otherwise what commands by name find is unspecified. */
const kKeyLetters = { string: 's', list: 'l', set: 'e', hash: 'h', zset: 'z', lexset: 'y', stream: 'x', geo: 'g', hll: 'p' };

/** All keys that commands use. */
export const kKeys = Object.values(kKeyLetters).flatMap((letter) => [1, 2, 3].map((number) => `${letter}${number}`));

/** @type {(letter: string) => Kind} */
const keyOf = (letter) => (random) => (random.chance(0.94) ? `${letter}${1 + random.below(3)}` : random.pick(kKeys));

const kEdges = ['9223372036854775807', '-9223372036854775808', '9223372036854775808', '4294967296', '2147483647', '-2147483648', '18446744073709551615'];
const kOddTexts = ['', ' ', '01', '+1', ' 1', '1 ', '-0', '0x10', 'nan', 'abc', '1.5', '1e3', 'a\0b', '*', '-', '+', '(', '[', '$', '>', 'é', '\r\n', '%', '"'];
const kLong = 'x'.repeat(70);

/** @type {Kind} */
const integer = (random) => {
  if (random.chance(0.85)) return String(random.below(16) - 4);
  return random.chance(0.5) ? random.pick(kEdges) : random.pick(kOddTexts);
};

/** @type {Kind} */
const double = (random) => {
  if (random.chance(0.5)) return String(random.below(12) - 3);
  if (random.chance(0.7)) return random.pick(['0.1', '1.5', '-2.25', '3.14', '1e3', 'inf', '-inf', '+inf', '1e-5', '100000', '0.30000000000000004', '1e17', '-0']);
  return random.chance(0.5) ? random.pick(kEdges) : random.pick([...kOddTexts, '1e400', '-1e400', '1e-400', 'infinity', '0x1p3', '1e', '.5', '5.']);
};

/** @type {Kind} */
const value = (random) => {
  if (random.chance(0.4)) return String(random.below(30) - 5);
  if (random.chance(0.6)) return random.pick(['a', 'b', 'c', 'hello', 'world', 'foobar', 'Abc']);
  if (random.chance(0.3)) return kLong;
  return random.pick([...kOddTexts, ...kEdges, '3.0', '\x00\xff\x80']);
};

/** @type {Kind} */
const streamId = (random) => {
  if (random.chance(0.75)) return `${random.below(12)}-${random.below(4)}`;
  if (random.chance(0.6)) return String(random.below(14));
  const most = '18446744073709551615';
  return random.pick(['0-0', '0', `${most}-${most}`, most, `${most}-0`, '1-', '-1', '1-1-1', '1--1', '+5', '007', '1-*', '*', '$', '>', '-', '+', '(1-1', 'abc', '']);
};

/** @type {Kind} */
const newId = (random) => {
  if (random.chance(0.7)) return `${random.below(30)}-${random.below(3)}`;
  return random.chance(0.7) ? `${random.below(30)}-*` : streamId(random).replace(/^\*$/, '1-1');
};

/** @type {Kind} */
const streamEdge = (random) => {
  if (random.chance(0.4)) return random.pick(['-', '+']);
  return (random.chance(0.25) ? '(' : '') + streamId(random);
};

/** @type {Kind} */
const scoreEdge = (random) => (random.chance(0.2) ? random.pick(['-inf', '+inf']) : (random.chance(0.25) ? '(' : '') + double(random));
/** @type {Kind} */
const lexEdge = (random) => (random.chance(0.3) ? random.pick(['-', '+']) : random.pick(['[', '(', '[', '(', '']) + random.pick(['a', 'b', 'c', 'd', 'aa', '']));

const kLibraries = [
  '#!lua name=lib1\nredis.register_function("f1", function(keys, args) return {#keys, #args, keys[1] or "none", args[1] or "none"} end)',
  '#!lua name=lib1\nredis.register_function("f2", function(keys) return redis.call("INCR", keys[1] or "s1") end)',
  '#!lua name=lib2\nredis.register_function{function_name="reader", callback=function(keys) return redis.call("GET", keys[1] or "s1") end, flags={"no-writes"}, description="reads"}\n' +
    'redis.register_function("writer", function(keys, args) return redis.call("SET", keys[1] or "s1", args[1] or "v") end)',
  '#!lua name=lib2\nredis.register_function{function_name="reader", callback=function(keys) return redis.pcall("SET", keys[1] or "s1", "x") end, flags={"no-writes", "allow-oom"}}',
  '#!lua name=lib3\nredis.register_function("f3", function(keys, args) redis.setresp(3) return redis.call("HGETALL", keys[1] or "h1") end)\nredis.register_function("f1", function() return 1 end)',
  '#!lua name=lib3\nlocal count = 0\nredis.register_function("echo", function(keys, args) count = count + 1 return {count, unpack(args)} end)',
];

const kScripts = [
  'return redis.call("GET", KEYS[1] or "s1")',
  'return redis.call("SET", KEYS[1] or "s2", ARGV[1] or "v")',
  'return {#KEYS, #ARGV, KEYS[1] or false, ARGV[1] or false}',
  '#!lua flags=no-writes\nreturn redis.call("SET", KEYS[1] or "s1", "x")',
  '#!lua\nreturn redis.pcall("INCR", KEYS[1] or "s1")',
  'redis.setresp(3) return redis.call("HGETALL", "h1")',
  'redis.setresp(3) return redis.call("ZRANGE", "z1", 0, -1, "WITHSCORES")',
  'redis.setresp(3) return {redis.call("SMEMBERS", "e1"), redis.call("ZSCORE", "z1", "a")}',
  'return redis.sha1hex(KEYS[1] or "")',
  'return cjson.encode(redis.call("LRANGE", "l1", 0, -1))',
  'return {redis.REDIS_VERSION, redis.LOG_WARNING, redis.acl_check_cmd("GET", "s1")}',
];

/** Payloads of redis-server 7.0.15: strings, a hash, a list, a set, sorted sets, a stream; then damaged ones. */
const kPayloads = [
  '000568656c6c6f0a006372df766534200a',
  '00c139300a009d94ea2793fc08b9',
  '00c30b3c0361626361e02d020162630a006f6029e4afd764ac',
  '101616000000040081610201018162028568656c6c6f06ff0a00e8c5fe99ee07955d',
  '1201021111000000040081610281620201010201ff0a006d72713e9b43482b',
  '0b0e02000000030000000100020003000a00a5025ce26d6e4d1b',
  '02030161c00101620a00d61e52caf553178a',
  '1114140000000400816102010181620283322e3504ff0a00d44c6ea4f644d9d7',
  '130110000000000000000100000000000000011d1d0000000a0001010001010181610200010201000100018162020401ff010101010100000101016701010101000000000000000100000000000000014da01a1aa2010000010105616c6963654da01a1aa201000001000000000000000100000000000000010a0067f1101a8e0177cd',
  '001b48594c4c01000000000000000000008060f38050b1844bfb80425a0a009f590c06b6497049',
  '000568656c6c6f0a006372df76653420',
  '000568656c6c6f0a000000000000000000',
  '00',
  '',
].map((digits) => Buffer.from(digits, 'hex').toString('latin1'));

/** @type {(words: readonly string[], odd?: Kind) => Kind} */
const oneOf =
  (words, odd = value) =>
  (random) =>
    random.chance(0.95) ? random.pick(words) : odd(random);

/** Times are far away, or over: what runs out during a test would depend on its speed. */
/** @type {(words: readonly string[]) => Kind} */
const timeOf = (words) => (random) => (random.chance(0.8) ? random.pick(words) : random.pick(['0', '-1', '-100', ...kEdges, ...kOddTexts.filter((text) => !/^[ +]?0?1 ?$|^0x|^1e/.test(text))]));

/** @type {Readonly<Record<string, Kind>>} */
export const kinds = {
  ...Object.fromEntries(Object.entries(kKeyLetters).map(([type, letter]) => [type, keyOf(letter)])),
  key: (random) => random.pick(kKeys),
  integer,
  double,
  value,
  index: (random) => (random.chance(0.9) ? String(random.below(14) - 6) : integer(random)),
  count: (random) => (random.chance(0.85) ? String(random.below(6)) : integer(random)),
  numkeys: (random) => (random.chance(0.85) ? random.pick(['1', '2', '2', '3']) : integer(random)),
  seconds: timeOf(['100', '1000', '5000']),
  milliseconds: timeOf(['100000', '1000000', '5000000']),
  unixseconds: timeOf(['1', '33177117420', '2000000000']),
  unixmilliseconds: timeOf(['1', '33177117420000', '2000000000000']),
  // Not -2147483648: Redis answers that many fields.
  picks: oneOf(['0', '1', '2', '5', '-1', '-3', '-9', '9223372036854775807', '-9223372036854775808'], oneOf(['abc', '', '1.5'])),
  field: oneOf(['a', 'b', 'c', 'd', 'e', '1', '2']),
  member: oneOf(['a', 'b', 'c', 'd', 'e', 'aa', 'ab', '1', '2', '3', '10', '-5']),
  element: oneOf(['a', 'b', 'c', 'd', '1', '2', '3']),
  pattern: oneOf(['*', 'a*', '?', '[a-c]', 's*', '*1', '[^a]', 'h?', '\\a']),
  smalloffset: (random) => (random.chance(0.9) ? String(random.below(24)) : random.pick(['-1', '4294967296', 'abc', '#1', '100'])),
  bit: oneOf(['0', '1'], integer),
  bitfieldtype: oneOf(['u8', 'i8', 'u4', 'i16', 'u1', 'i64', 'u63', 'i5'], oneOf(['u64', 'i65', 'u0', 'x8', 'i', 'u-1', ''])),
  bitfieldoffset: (random) => (random.chance(0.3) ? '#' : '') + (random.chance(0.9) ? String(random.below(20)) : integer(random)),
  streamid: streamId,
  newid: newId,
  streamedge: streamEdge,
  streamgroup: oneOf(['g', 'g', 'h']),
  consumer: oneOf(['alice', 'bob', 'carol']),
  scoreedge: scoreEdge,
  lexedge: lexEdge,
  // What a cursor within a hash table finds depends on the server's random seed: only where a scan starts, and what is no cursor, is compared.
  cursor: oneOf(['0', '0', '0'], (random) => random.pick(['', ' 0', 'abc', '18446744073709551616', '+0', '-0', '0 ', '0x10', '\0\xff', '0\0x'])),
  longitude: oneOf(['13.361389', '15.087269', '2.349014', '-73.98', '0', '179.9'], double),
  latitude: oneOf(['38.115556', '37.502669', '48.864716', '40.75', '0', '-85'], double),
  radius: oneOf(['100', '500', '200000', '1'], double),
  sortpattern: oneOf(['s*', 'h*->a', 'nosort', 's1', '#', 'x*', '*', 'h1->*'], value),
  nodeentries: oneOf(['1', '2', '3', '5', '0', '100'], integer),
  small: oneOf(['0', '1', '2', '3', '5', '8'], integer),
  timeout: oneOf(['0.01', '0.01', '0.001'], oneOf(['-1', 'abc', '', '1e400', '-0.5', 'inf'])),
  library: oneOf(kLibraries, oneOf(['', '#!lua', '#!lua name=x', '#!other name=x\nreturn 1', '#!lua name=lib1\nerror("oops")', '#!lua name=lib1\n)('])),
  libraryname: oneOf(['lib1', 'lib2', 'lib3']),
  function: oneOf(['f1', 'f2', 'F1', 'reader', 'writer', 'f3', 'echo']),
  script: oneOf(kScripts, oneOf(['', ')(', 'error("oops")', '#!lua flags=nosuch\nreturn 1', '#!lua name=x\nreturn 1'])),
  digest: (random) => {
    const digest = digestOf(random.pick(kScripts));
    return random.chance(0.8) ? digest : random.chance(0.5) ? digest.toUpperCase() : value(random);
  },
  fieldcount: (random) => (random.chance(0.85) ? random.pick(['1', '1', '2', '3']) : integer(random)),
  payload: oneOf(kPayloads),
  // Strings only: the payloads of hash tables have the order of the tables.
  dumped: oneOf(['d1', 'd2', 'd3']),
  commandname: oneOf(['get', 'SET', 'xadd', 'blpop', 'sort', 'eval', 'zrank', 'object|encoding', 'config', 'msetnx', 'waitaof', 'hexpire', 'nosuch', 'geoadd', 'bitfield', 'migrate', 'xgroup|create']),
  category: oneOf(['read', 'write', 'fast', 'slow', 'keyspace', 'blocking', 'dangerous', 'scripting', 'hyperloglog', 'nosuch']),
};

/** @type {(from: string) => string} */
const digestOf = (from) => createHash('sha1').update(from, 'latin1').digest('hex');

/** @type {Kind} */
export const oddWord = (random) => (random.chance(0.3) ? random.pick(kEdges) : random.pick([...kOddTexts, 'WITHSCORES', 'LIMIT', 'COUNT', 'NX', 'GET', 'x'.repeat(200)]));
