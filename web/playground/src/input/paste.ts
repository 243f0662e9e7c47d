/**
 * Reads what people copy from a terminal: `redis-cli --eval script.lua k1 k2 , a1 a2`, `EVAL "…" 2 k1 k2 a1`, `EVALSHA …`, with or
 * without `redis-cli` and its options or a prompt before it. A line behind `redis-cli` was quoted for a shell, a line typed at the
 * prompt was quoted for redis-cli; the two differ.
 */

import { isText, splitCommandLine, textFromBytes } from '../engine.ts';

export type Pasted =
  /** Nothing special: an ordinary paste. */
  | { readonly kind: 'text' }
  | {
      readonly kind: 'call';
      readonly keys: readonly string[];
      readonly args: readonly string[];
      readonly script: string | undefined;
      /** Something that looks like a mistake, although it can be read. */
      readonly warning: string | undefined;
    }
  | { readonly kind: 'problem'; readonly message: string };

const kPrompt = /^\s*(?:[\w.-]+:\d+(?:\[\d+\])?>|redis>|\$|>)\s+/;

/** Options of redis-cli that take a value. */
const kOptionsWithValue = new Set([
  '-h',
  '-p',
  '-s',
  '-a',
  '-u',
  '-r',
  '-i',
  '-n',
  '-d',
  '-D',
  '-2',
  '-3',
  '--user',
  '--pass',
]);
const kFlagsWithoutValue = new Set(['-2', '-3']);

export function parsePasted(text: string): Pasted {
  const line = text.trim().replace(kPrompt, '');
  const isShell = /^(?:\S*\/)?(?:redis|valkey)-cli(?:\s|$)/.test(line);
  if (!isShell && !/^(?:eval|evalsha|eval_ro|evalsha_ro)\s/i.test(line)) return { kind: 'text' };
  const words = isShell ? splitShellWords(line) : splitPromptWords(line);
  if (words === undefined) return { kind: 'problem', message: 'The pasted command has a quote that does not close.' };
  if (words === 'binary') return { kind: 'problem', message: 'The pasted command holds bytes that are not text.' };
  return isShell ? parseRedisCli(words.slice(1)) : parseEval(words);
}

function parseRedisCli(words: readonly string[]): Pasted {
  let at = 0;
  while (at < words.length) {
    const word = words[at] ?? '';
    if (word === '--eval') return parseEvalOption(words.slice(at + 2), words[at + 1]);
    if (!word.startsWith('-')) break;
    at += kOptionsWithValue.has(word) && !kFlagsWithoutValue.has(word) ? 2 : 1;
  }
  const rest = words.slice(at);
  return /^(?:eval|evalsha|eval_ro|evalsha_ro)$/i.test(rest[0] ?? '') ? parseEval(rest) : { kind: 'text' };
}

function parseEvalOption(words: readonly string[], file: string | undefined): Pasted {
  if (file === undefined) return { kind: 'problem', message: 'After --eval there must be the name of a file.' };
  const comma = words.indexOf(',');
  if (comma >= 0) {
    return {
      kind: 'call',
      keys: words.slice(0, comma),
      args: words.slice(comma + 1),
      script: undefined,
      warning: undefined,
    };
  }
  const hasComma = words.some((word) => word.startsWith(',') || word.endsWith(','));
  const warning = hasComma
    ? 'The comma between keys and arguments needs a space on both sides: redis-cli takes all words as keys.'
    : undefined;
  return { kind: 'call', keys: words, args: [], script: undefined, warning };
}

function parseEval(words: readonly string[]): Pasted {
  const [command = '', script = '', numberOfKeys, ...rest] = words;
  const name = command.toUpperCase();
  if (numberOfKeys === undefined)
    return { kind: 'problem', message: `${name} needs the number of keys after the script.` };
  if (!/^\d+$/.test(numberOfKeys)) {
    return { kind: 'problem', message: `${name} needs the number of keys after the script, not "${numberOfKeys}".` };
  }
  const keyCount = Number(numberOfKeys);
  if (keyCount > rest.length) {
    return { kind: 'problem', message: `${name} announces ${keyCount} keys, but only ${rest.length} words follow.` };
  }
  const hasScript = name === 'EVAL' || name === 'EVAL_RO';
  return {
    kind: 'call',
    keys: rest.slice(0, keyCount),
    args: rest.slice(keyCount),
    script: hasScript ? script : undefined,
    warning: undefined,
  };
}

/** Undefined: a quote does not close. */
function splitPromptWords(line: string): readonly string[] | 'binary' | undefined {
  const words = splitCommandLine(line);
  if (words === 'unbalanced') return undefined;
  return words.every(isText) ? words.map(textFromBytes) : 'binary';
}

/** Words as a POSIX shell splits them; no expansion of any kind. Undefined: a quote does not close. */
function splitShellWords(line: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let at = 0;
  while (at < line.length) {
    const character = line[at] ?? '';
    if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      at += 1;
      continue;
    }
    const piece = shellPiece(line, at);
    if (piece === undefined) return undefined;
    word = (word ?? '') + piece.text;
    at = piece.end;
  }
  if (word !== undefined) words.push(word);
  return words;
}

interface Piece {
  readonly text: string;
  readonly end: number;
}

/** One quoted part, one escaped character or one plain character of a shell word. */
function shellPiece(line: string, at: number): Piece | undefined {
  const character = line[at] ?? '';
  if (character === "'") {
    const close = line.indexOf("'", at + 1);
    return close < 0 ? undefined : { text: line.slice(at + 1, close), end: close + 1 };
  }
  if (character === '"') return doubleQuoted(line, at + 1);
  if (character !== '\\') return { text: character, end: at + 1 };
  const escaped = line[at + 1] ?? '';
  return { text: escaped === '\n' ? '' : escaped, end: at + 2 };
}

function doubleQuoted(line: string, start: number): Piece | undefined {
  let text = '';
  for (let at = start; at < line.length; at += 1) {
    const character = line[at] ?? '';
    if (character === '"') return { text, end: at + 1 };
    const next = line[at + 1] ?? '';
    if (character === '\\' && '"\\$`\n'.includes(next) && next !== '') {
      text += next === '\n' ? '' : next;
      at += 1;
    } else {
      text += character;
    }
  }
  return undefined;
}
