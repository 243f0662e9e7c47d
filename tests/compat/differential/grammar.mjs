// @ts-check
/**
 * Commands from templates: `SET <string> <value> [NX|XX] [EX <count>|KEEPTTL]`. A word stands for itself, `<name>` for a random word of
 * that kind, `[...]` is left out half of the time, `{...}` comes one to three times, `(...)` groups, `|` separates alternatives.
 *
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {(random: Random) => string} Kind
 * @typedef {{ readonly repeat: 'once' | 'maybe' | 'several', readonly choices: readonly Node[][] } | string} Node
 */

const kClosers = { '[': ']', '{': '}', '(': ')' };
const kRepeats = /** @type {const} */ ({ '[': 'maybe', '{': 'several', '(': 'once' });

/**
 * @param {string} template
 * @returns {Node}
 */
export function parseTemplate(template) {
  const tokens = template.match(/[[\]{}()|]|<[^>]+>|[^\s[\]{}()|]+/g) ?? [];
  let at = 0;
  /** @type {(closer: string | undefined) => Node[][]} */
  const choices = (closer) => {
    /** @type {Node[][]} */
    const all = [[]];
    while (at < tokens.length && tokens[at] !== closer) {
      const token = /** @type {string} */ (tokens[at++]);
      if (token === '|') all.push([]);
      else if (token in kClosers) {
        const opener = /** @type {keyof typeof kClosers} */ (token);
        all.at(-1)?.push({ repeat: kRepeats[opener], choices: choices(kClosers[opener]) });
        at += 1;
      } else all.at(-1)?.push(token);
    }
    return all;
  };
  return { repeat: 'once', choices: choices(undefined) };
}

/**
 * Random words of a parsed template.
 * @param {Node} node
 * @param {Random} random
 * @param {Readonly<Record<string, Kind>>} kinds
 * @returns {string[]}
 */
export function expand(node, random, kinds) {
  if (typeof node === 'string') {
    const kind = /^<(.+)>$/.exec(node)?.[1];
    if (kind === undefined) return [random.chance(0.9) ? node : node.toLowerCase()];
    const make = kinds[kind];
    if (!make) throw new Error(`no such kind: ${kind}`);
    return [make(random)];
  }
  const times = node.repeat === 'once' ? 1 : node.repeat === 'maybe' ? random.below(2) : 1 + random.below(3);
  return Array.from({ length: times }).flatMap(() => random.pick(node.choices).flatMap((inner) => expand(inner, random, kinds)));
}
