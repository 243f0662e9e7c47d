import { parseAst } from 'vite';
import { describe, expect, it } from 'vitest';
import { codeOnly, cppSources, expectNone, lineAt, ownFiles } from './sources.js';

/** Lines. Aim at 40 and 400; these are the limits at which a function or a file has to be split (tables of data are exempt). */
const kFunctionLimit = 70;
const kFileLimit = 700;

interface Measured {
  readonly where: string;
  readonly lines: number;
}

/**
 * Lines of a function without the rows of its switches: a switch over many cases is a table. A row's label and the line that leaves
 * it do not count.
 */
function countedLines(code: string, start: number, end: number): number {
  const body = code.slice(start, end);
  const lines = body.split('\n').length;
  return lines - 2 * (body.match(/^\s*(case\b|default:)/gm)?.length ?? 0);
}

/** The text without the rows of constant arrays. */
const withoutTables = (text: string): string => text.replace(/^(constexpr [^;{]*\[\] = \{)\n[\s\S]*?^\};/gm, '$1};');

const tooLong = (limit: number, all: readonly Measured[]): readonly string[] =>
  all.filter(({ lines }) => lines > limit).map(({ where, lines }) => `${where}: ${lines} lines`);

/** Words before `(` that open a block which is not a function. */
const kBlockWords = new Set(['if', 'for', 'while', 'switch', 'return', 'catch', 'constexpr', 'defined', 'sizeof', 'alignas', 'decltype']);

/**
 * Functions of a C++ file with their length. A function is a name, a parameter list and a body; bodies inside a measured function
 * (lambdas, local classes) count as part of it. A function whose lines are generated from a `.def` list counts without them.
 */
function cppFunctions(path: string, text: string): readonly Measured[] {
  const code = codeOnly(text).replace(/^\s*#.*(\\\n.*)*$/gm, (match) => match.replace(/[^\n]/g, ' '));
  const opening = /([~\w]+|operator\s*[^\s\w(]+|operator\s*\(\))\s*\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)\s*(?:const\b|noexcept\b|override\b|final\b|&&?|->\s*[\w:<>*&\s,]+?|:\s*\w[^{};]*(?:\{[^{}]*\}[^{};]*)*|\s)*\{/g;
  const found: Measured[] = [];
  for (let match = opening.exec(code); match; match = opening.exec(code)) {
    const name = match[1] ?? '';
    if (kBlockWords.has(name)) continue;
    const end = matchingBrace(code, opening.lastIndex - 1);
    found.push({ where: `${path}:${lineAt(code, match.index)} ${name}`, lines: countedLines(code, match.index, end + 1) });
    opening.lastIndex = Math.max(opening.lastIndex, end);
  }
  return found;
}

/** Offset of the brace that closes the one at `open`. */
function matchingBrace(code: string, open: number): number {
  let depth = 0;
  for (let at = open; at < code.length; at += 1) {
    if (code[at] === '{') depth += 1;
    if (code[at] === '}' && (depth -= 1) === 0) return at;
  }
  return code.length;
}

interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly id?: { readonly name?: string } | null;
}

const isNode = (value: unknown): value is SyntaxNode => typeof value === 'object' && value !== null && 'type' in value;

/** Functions of a TypeScript or JavaScript file; a function inside another is measured on its own too. */
function scriptFunctions(path: string, text: string): readonly Measured[] {
  const lang = path.endsWith('x') ? 'tsx' : path.endsWith('ts') ? 'ts' : 'js';
  const found: Measured[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (!isNode(value)) return;
    if (/Function/.test(value.type) && !/^TS/.test(value.type)) {
      const where = `${path}:${lineAt(text, value.start)} ${value.id?.name ?? ''}`.trim();
      found.push({ where, lines: countedLines(text, value.start, value.end) });
    }
    Object.values(value).forEach(visit);
  };
  visit(parseAst(text, { lang }));
  return found;
}

const scripts = ownFiles('web/*/src/**/*.ts', 'web/*/src/**/*.tsx', 'web/*/*.mjs', 'scripts/**/*.mjs', 'tests/**/*.mjs').filter(
  ({ path }) => !path.endsWith('.d.ts') && !path.includes('/generated/'),
);

describe('sizes', () => {
  it(`keep C++ functions at ${kFunctionLimit} lines or less`, () => {
    const all = cppSources().filter(({ path }) => !path.endsWith('.def')).flatMap(({ path, text }) => cppFunctions(path, text));
    expect(all.length).toBeGreaterThan(20);
    expectNone(tooLong(kFunctionLimit, all));
  });

  it(`keep TypeScript and JavaScript functions at ${kFunctionLimit} lines or less`, () => {
    expectNone(tooLong(kFunctionLimit, scripts.flatMap(({ path, text }) => scriptFunctions(path, text))));
  });

  it(`keep files at ${kFileLimit} lines or less, tables of data aside`, () => {
    const all = [...cppSources(), ...scripts].map(({ path, text }) => ({ where: path, lines: withoutTables(text).split('\n').length - 1 }));
    expectNone(tooLong(kFileLimit, all));
  });
});
