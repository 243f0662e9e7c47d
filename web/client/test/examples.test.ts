/**
 * Executes every example of the documentation: those of TSDoc, and those of README.md. A line `expression; // value` is checked against
 * the value, a line `console.log(...); // text` against what it prints.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const entry = new URL('../dist/entries/index_node.js', import.meta.url).href;
const require = createRequire(import.meta.url);
const modules: readonly (readonly [name: string, url: string])[] = [
  ['ferrous-lua', entry],
  ...['ioredis', 'redis'].map((name) => [name, pathToFileURL(require.resolve(name)).href] as const),
];
const folder = mkdtempSync(join(tmpdir(), 'ferrous-examples-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Example {
  readonly name: string;
  readonly code: string;
}

function docExamples(): readonly Example[] {
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && !path.includes('browser'),
  );
  return sources.flatMap((path) => {
    const text = readFileSync(join(root, 'src', path), 'utf8');
    return [...text.matchAll(/@example\n\s*\* ```ts\n([^]*?)\s*\* ```/g)].map(([, body = ''], at) => ({
      name: `${path} ${at + 1}`,
      code: body.replace(/^\s*\* ?/gm, ''),
    }));
  });
}

function readmeExamples(): readonly Example[] {
  const text = readFileSync(join(root, 'README.md'), 'utf8');
  const blocks = [...text.matchAll(/```ts\n([^]*?)```/g)].map(([, code = '']) => code);
  return blocks
    .filter((code) => code.includes('createEngine'))
    .map((code, at) => ({ name: `README.md ${at + 1}`, code }));
}

/** The example with its comments turned into checks. */
function checked(code: string): string {
  const lines = code.split('\n').map((line) => {
    const printed = /^(\s*)console\.log\((.*)\); \/\/ (.*)$/.exec(line);
    if (printed !== null) {
      const [, indent = '', args = '', text = ''] = printed;
      return `${indent}checks++; assert.equal(format(${args}), ${JSON.stringify(text)});`;
    }
    const stated = /^(\s*)((?:if \(.*?\) )?)([^;=]*(?:=>[^;=]*)*); \/\/ (.*)$/.exec(line);
    if (stated === null || /^\s*(const|let) /.test(line)) return line;
    const [, indent = '', condition = '', expression = '', value = ''] = stated;
    return `${indent}${condition}{ checks++; assert.deepEqual(${expression}, ${value}); }`;
  });
  return [
    "import assert from 'node:assert/strict';",
    "import { format } from 'node:util';",
    'let checks = 0;',
    ...lines.map((line) => modules.reduce((code, [name, url]) => code.replace(`from '${name}'`, `from ${JSON.stringify(url)}`), line)),
    'console.log(checks);',
  ].join('\n');
}

describe('examples', () => {
  const examples = [...docExamples(), ...readmeExamples()];
  it('are many', () => expect(examples.length).toBeGreaterThan(12));

  for (const [at, { name, code }] of examples.entries()) {
    it(`work: ${name}`, () => {
      const file = join(folder, `example${at}.mjs`);
      writeFileSync(file, checked(code));
      const checks = Number(execFileSync(process.execPath, [file], { stdio: ['ignore', 'pipe', 'pipe'] }).toString());
      expect(checks).toBeGreaterThan(0);
    });
  }
});
