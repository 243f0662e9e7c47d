// @ts-check
/**
 * Random words. Keys, fields and members are few, so that commands meet; numbers and identifiers are mostly small and sometimes at an
 * edge of what is allowed.
 *
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {import('./grammar.mjs').Kind} Kind
 */

/** First letters of the keys of each type. */
const kKeyLetters = { string: 's', list: 'l', set: 'e', hash: 'h', zset: 'z', stream: 'x', geo: 'g', hll: 'p' };

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
  cursor: oneOf(['0', '0', '0'], oneOf(['', ' 0', 'abc', '18446744073709551616'])),
  longitude: oneOf(['13.361389', '15.087269', '2.349014', '-73.98', '0', '179.9'], double),
  latitude: oneOf(['38.115556', '37.502669', '48.864716', '40.75', '0', '-85'], double),
  radius: oneOf(['100', '500', '200000', '1'], double),
  sortpattern: oneOf(['s*', 'h*->a', 'nosort', 's1', '#', 'x*', '*', 'h1->*'], value),
  nodeentries: oneOf(['1', '2', '3', '5', '0', '100'], integer),
  small: oneOf(['0', '1', '2', '3', '5', '8'], integer),
};

/** @type {Kind} */
export const oddWord = (random) => (random.chance(0.3) ? random.pick(kEdges) : random.pick([...kOddTexts, 'WITHSCORES', 'LIMIT', 'COUNT', 'NX', 'GET', 'x'.repeat(200)]));
