// @ts-check
/** Arguments of the scripts that take options: the essay at the top of a script is what `--help` prints. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Failure } from './process.mjs';

/** @typedef {Readonly<Record<string, { type: 'string' | 'boolean' }>>} Options */
/** @typedef {{ values: Readonly<Record<string, string | boolean | undefined>>, words: readonly string[] }} Arguments */

/** The first comment of a script, as text. @param {string} source */
export function essayOf(source) {
  const [, comment = ''] = /\/\*\*(.*?)\*\//s.exec(source) ?? [];
  return comment.replaceAll(/^ *\*? ?/gm, '').trim();
}

/**
 * What was typed after the name of the script at `url`; undefined when that was `--help`, which is answered here. Throws a Failure that
 * names an unknown option.
 * @param {string} url
 * @param {Options} options
 * @returns {Arguments | undefined}
 */
export function readArguments(url, options) {
  try {
    const { values, positionals } = parseArgs({ options: { ...options, help: { type: 'boolean' } }, allowPositionals: true });
    if (values.help !== true) return { values, words: positionals };
  } catch (error) {
    throw new Failure(`${error instanceof Error ? error.message : error}\n--help explains the options.`);
  }
  console.log(essayOf(readFileSync(new URL(url), 'utf8')));
  return undefined;
}
