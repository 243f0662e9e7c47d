import { describe, it } from 'vitest';
import { type Source, expectNone, ownFiles } from './sources.js';

const texts = ownFiles(
  '*.cpp', '*.h', '*.def', '*.ts', '*.tsx', '*.mjs', '*.css', '*.html', '*.md', '*.json', '*.txt', '.ci/run', 'CMakeLists.txt', '*/CMakeLists.txt',
).filter(({ path }) => !path.endsWith('package-lock.json') && !path.startsWith('tests/compat/real-scripts.'));

/** Every line that matches, with its place. */
const lines = (sources: readonly Source[], pattern: RegExp): readonly string[] =>
  sources.flatMap(({ path, text }) => text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 100)}`] : [])));

const code = texts.filter(({ path }) => /\.(cpp|h|def|tsx?|mjs|css)$/.test(path));

describe('text files', () => {
  it('have no tabs and no blanks at the end of a line', () => {
    // Tests and expected outputs may contain both.
    const own = code.filter(({ path }) => !path.startsWith('tests/'));
    expectNone(lines(own, /\t|[ \t]+$/));
  });

  it('end with a newline', () => {
    expectNone(texts.filter(({ text }) => text !== '' && !text.endsWith('\n')).map(({ path }) => path));
  });

  it('hold C++ within 100 columns', () => {
    // A word that is longer than that, such as a sample of JSON, may stand alone.
    const cpp = code.filter(({ path }) => /^(core|wasm)\/.*\.(cpp|h)$/.test(path));
    expectNone(lines(cpp, /^(?!.*(https?:|#include))(?!\s*\/\/+ \S+$).{101,}$/));
  });

  it('name no unfinished work', () => {
    const marks = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK'].join('|')})\\b`);
    expectNone(lines(code, marks));
  });

  it('name no path of a developer\'s machine', () => {
    const paths = new RegExp(`(^|[\\s"'\`(=])(${['/wo' + 'rk', '/ho' + 'me', '/ro' + 'ot', '/Us' + 'ers'].join('|')})/`);
    expectNone(lines(texts, paths));
  });

  it('write down no address of a package registry', () => {
    const lock = ownFiles('package-lock.json');
    expectNone(lines(lock, /"resolved": "https?:/));
  });

  it('use no `any` in TypeScript', () => {
    const typescript = code.filter(({ path }) => /^(web|e2e|tests\/(?!layering))\b.*\.tsx?$/.test(path) && !path.includes('/generated/'));
    expectNone(lines(typescript, /^(?!\s*(\*|\/\/)).*(:\s*any\b|<any>|\bas any\b|any\[\])/));
  });
});
