// @ts-check
/**
 * Random commands and scripts.
 *
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {readonly string[]} Command one character per byte
 */
import { expand, parseTemplate } from './grammar.mjs';
import { kinds, oddWord } from './kinds.mjs';
import { languageCommand } from './language.mjs';
import { templates } from './templates.mjs';

const parsed = Object.fromEntries(Object.entries(templates).map(([group, list]) => [group, list.map(parseTemplate)]));

/** Names of the groups, `script` for scripts that call commands, and `language` for the others. */
export const kGroups = [...Object.keys(templates), 'script', 'language'];
/** Groups that need a connection of their own, which the package does not give. */
export const kConnectionGroups = ['transaction', 'blocking', 'introspection'];

/**
 * Now and then a word is dropped, doubled or replaced, so that errors are compared, too.
 * @param {string[]} words
 * @param {Random} random
 */
function spoil(words, random) {
  const at = 1 + random.below(Math.max(1, words.length - 1));
  const what = random.below(4);
  if (what === 0) words.splice(at, 1);
  else if (what === 1) words.splice(at, 0, oddWord(random));
  else if (what === 2) words.splice(at, 1, oddWord(random));
  else words.push(oddWord(random));
}

/**
 * Nobody comes to wake a client that waits, so a number that a spoiled command has for its timeout is a short one.
 * @param {string[]} words
 */
function shortenWait(words) {
  const name = (words[0] ?? '').toUpperCase();
  const block = words.findIndex((word) => word.toUpperCase() === 'BLOCK');
  const at = /^B[LZ]MPOP$/.test(name) ? 1 : /^XREAD/.test(name) ? (block < 0 ? words.length : block + 1) : /^(B[LRZ]|WAIT)/.test(name) ? words.length - 1 : words.length;
  const wait = Number(words[at]);
  if (at < words.length && words[at] !== '' && wait > -0.001 && (wait === 0 || wait > 0.1) && Number.isFinite(wait)) words[at] = /^(XREAD|WAIT)/.test(name) ? '1' : '0.01';
}

/**
 * SORT that leaves elements in the order in which they came, which for those of a set is that of a table and depends on the server's random
 * seed: all of them are shown, in a reply, where their order is not compared.
 * @param {string[]} words
 */
function sortAll(words) {
  /** @type {(name: string) => number} */
  const find = (name) => words.findIndex((word, at) => at > 1 && word.toUpperCase() === name);
  const by = find('BY');
  if (!/^SORT/i.test(words[0] ?? '') || by < 0 || (find('ALPHA') < 0 && words[by + 1]?.includes('*'))) return;
  for (const [name, length] of /** @type {const} */ ([['LIMIT', 3], ['STORE', 2]])) {
    for (let at = find(name); at >= 0; at = find(name)) words.splice(at, length);
  }
}

/**
 * @param {string} group
 * @param {Random} random
 * @returns {Command}
 */
function plainCommand(group, random) {
  if (group === 'introspection' && random.chance(0.3)) {
    const other = random.pick(Object.keys(templates).filter((one) => one !== 'introspection' && one !== 'later'));
    return ['COMMAND', random.chance(0.7) ? 'GETKEYS' : 'GETKEYSANDFLAGS', ...plainCommand(other, random)];
  }
  const words = expand(random.pick(/** @type {import('./grammar.mjs').Node[]} */ (parsed[group])), random, kinds);
  // What is drawn at random, or taken in steps, must not change by chance; nor may Redis be asked for two billion random fields, or for
  // parameters that depend on the machine.
  if (!/^(SPOP|.?SCAN|.RAND.*|CONFIG)$/i.test(words[0] ?? '') && random.chance(0.08)) spoil(words, random);
  const command = words.map((word) => {
    // XREAD of "+" came with Redis 7.4; clocks differ; a bit so far away is a string of 256 MB.
    if (group !== 'later' && /^XREAD$/i.test(words[0] ?? '') && word === '+') return '0';
    if (/^XADD$/i.test(words[0] ?? '') && word === '*') return '99-99';
    return group === 'bitmap' ? word.replace('2147483647', '4294967296') : word;
  });
  shortenWait(command);
  sortAll(command);
  return command;
}

/** @type {(bytes: string) => string} */
const luaString = (bytes) => `'${bytes.replace(/[^ -&(-[\]-~]/g, (one) => `\\${String(one.charCodeAt(0)).padStart(3, '0')}`)}'`;

const kLuaValues = ['1', '-3', '3.99', '2^53', '-0.5', '1e15', '1e300', 'true', 'false', 'nil', "'text'", "''", '{}', '{1,2,3}', '{1,nil,3}', "{ok='fine'}", "{err='My Err'}", "{double=0.1}", '{map={a=1}}', "{set={a=true}}", "{1,{2,{'x'}}}"];

/**
 * A script that calls commands and returns what they answered, in a way or other.
 * @param {readonly string[]} groups
 * @param {Random} random
 * @returns {Command}
 */
function scriptCommand(groups, random) {
  const lines = ['local r = {}'];
  for (let left = 1 + random.below(4); left > 0; left -= 1) {
    const words = plainCommand(random.pick(groups), random);
    const call = `redis.${random.chance(0.8) ? 'pcall' : 'call'}(${words.map((word) => (random.chance(0.1) && /^-?\d{1,9}(\.\d+)?$/.test(word) ? word : luaString(word))).join(', ')})`;
    const use = random.below(6);
    if (use === 0) lines.push(`local v = ${call} r[#r+1] = type(v) == 'table' and (v.err or v.ok or #v) or tostring(v)`);
    else if (use === 1) lines.push(`local v = ${call} if v then r[#r+1] = v end`);
    else if (use === 2) lines.push(`r[#r+1] = {pcall(function() return ${call} end)}`);
    else lines.push(`r[#r+1] = ${call}`);
  }
  if (random.chance(0.2)) lines.unshift('redis.setresp(3)');
  if (random.chance(0.2)) lines.push(`r[#r+1] = ${random.pick(kLuaValues)}`);
  lines.push(random.chance(0.85) ? 'return r' : `return ${random.pick(['r[1]', '#r', 'r[#r]', ...kLuaValues])}`);
  return ['EVAL', lines.join('\n'), '0'];
}

/**
 * @param {readonly string[]} groups
 * @param {Random} random
 * @returns {Command}
 */
export function randomCommand(groups, random) {
  const plain = groups.filter((group) => group !== 'script' && group !== 'language');
  const group = random.pick(groups);
  if (group === 'language' || plain.length === 0) return languageCommand(random);
  const command = group === 'script' ? scriptCommand(plain, random) : plainCommand(group, random);
  // EXEC shows replies without the commands: what is drawn at random, or numbers a client, could not be told from the rest.
  return groups.includes('transaction') && /RANDMEMBER|RANDFIELD|RANDOMKEY|^HELLO/i.test(command.join(' ')) ? ['PING'] : command;
}
