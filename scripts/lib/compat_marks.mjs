// @ts-check
/**
 * `Compat:` marks in sources: where this machine differs from Lua or Redis on purpose. docs/compatibility.md repeats them.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './process.mjs';
import { ownFiles } from './sources.mjs';

export const kBegin = '<!-- marks: begin (written by scripts/compat_marks.mjs) -->';
export const kEnd = '<!-- marks: end -->';

/**
 * The marks of one file: from `Compat:` to the end of the comment, or to an empty comment line, as one line of text.
 * @param {string} text
 * @returns {string[]}
 */
export function marksIn(text) {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const match = /^(.*?(?:\/\/\/?|\*)\s.*?)\bCompat: (.*)$/.exec(line) ?? /^(\s*(?:\/\/\/?|\*)\s*)Compat: (.*)$/.exec(line);
    if (!match) return [];
    const words = [match[2] ?? ''];
    for (const next of lines.slice(index + 1)) {
      const comment = /^\s*(?:\/\/\/?|\*(?!\/))\s?(.*)$/.exec(next);
      const content = comment?.[1]?.trim() ?? '';
      if (content === '' || content.startsWith('Compat:')) break;
      words.push(content);
    }
    return [words.join(' ').replace(/\s*\*\/\s*$/, '').replace(/\s+/g, ' ').trim()];
  });
}

/** All marks as the lines of the list in docs/compatibility.md, sorted by file. */
export function markLines() {
  const paths = ownFiles('core', 'wasm', 'web/client/src').filter((path) => /\.(cpp|h|def|ts)$/.test(path));
  return paths.flatMap((path) => marksIn(readFileSync(join(root, path), 'utf8')).map((mark) => `- \`${path}\`: ${mark}`));
}

/**
 * The lines between the two markers of docs/compatibility.md.
 * @param {string} document
 * @returns {string[]}
 */
export function documentedLines(document) {
  const begin = document.indexOf(kBegin);
  const end = document.indexOf(kEnd);
  if (begin < 0 || end < begin) throw new Error('docs/compatibility.md has lost its markers');
  return document.slice(begin + kBegin.length, end).split('\n').filter((line) => line.startsWith('- '));
}
