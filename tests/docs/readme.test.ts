/** Every block of code in the README that claims something is executed: from an installed tarball, from the repository, in the page. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../../scripts/lib/browser.mjs';
import { root } from '../../scripts/lib/process.mjs';
import { serve } from '../../scripts/serve.mjs';
import { codeBlocks, consoleCommands } from './code_blocks.mjs';

const blocks = codeBlocks(readFileSync(join(root, 'README.md'), 'utf8'));
const files = blocks.filter(({ kind }) => kind === 'file');
const folder = mkdtempSync(join(tmpdir(), 'ferrous-lua-readme-'));

/** What a command prints on both channels, as on a terminal. */
function output(command: string, cwd: string): string {
  // npm's own warnings about the settings of this machine are not what is tested.
  const env = { ...process.env, npm_config_loglevel: 'error' };
  const result = spawnSync('sh', ['-c', `${command} 2>&1`], { cwd, env, encoding: 'utf8', timeout: 60_000 });
  return result.stdout;
}

function writeFiles(): void {
  for (const { argument, text } of files) writeFileSync(join(folder, argument), text);
}

beforeAll(() => {
  writeFiles();
  const { version } = JSON.parse(readFileSync(join(root, 'web/client/package.json'), 'utf8')) as { version: string };
  const tarball = join(root, `build/ferrous-lua-${version}.tgz`);
  writeFileSync(join(folder, 'package.json'), '{ "name": "reader", "private": true }\n');
  const installed = spawnSync('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: folder, encoding: 'utf8' });
  if (installed.status !== 0) throw new Error(`the tarball cannot be installed:\n${installed.stdout}${installed.stderr}`);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('README, from an installed tarball', () => {
  it('has a script, a program, a console and a page to try', () => {
    expect([...new Set(blocks.map(({ kind }) => kind))].sort()).toEqual(['console', 'file', 'playground', 'prints']);
  });

  it.each(blocks.filter(({ kind }) => kind === 'prints'))('line $line: $argument', ({ argument, text }) => {
    expect(output(argument, folder)).toBe(text);
  });

  it.each(blocks.filter(({ kind }) => kind === 'console'))('line $line: console', ({ text }) => {
    for (const { command, output: expected } of consoleCommands(text)) expect(output(command, folder), command).toBe(expected);
  });
});

describe('README, from the repository', () => {
  it('runs the command line with npx', () => {
    expect(output(`npx ferrous-lua eval --json ${join(folder, 'limit.lua')} calls:ann , 3 60`, root)).toBe('["calls",1,"left",2]\n');
  });
});

describe('README, in the playground', () => {
  it.each(blocks.filter(({ kind }) => kind === 'playground'))('line $line: $argument', async ({ argument, text }) => {
    const [file = '', ...words] = argument.split(' ');
    const keys = words.slice(0, words.indexOf(','));
    const args = words.slice(words.indexOf(',') + 1);
    const site = await serve(join(root, 'web/playground/dist'), 0);
    const browser = await launchChromium();
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
      await page.goto(site.url);
      // What is typed before the machine and the full editor are there may go to what they replace.
      await page.locator('.status-text', { hasText: /^Ready$/ }).waitFor();
      await page.locator('.monaco-editor').first().waitFor();
      const editor = page.getByRole('textbox', { name: /^Lua script/ });
      await editor.focus();
      await page.keyboard.press('Control+A');
      await page.keyboard.insertText(readFileSync(join(folder, file), 'utf8'));
      await page.getByRole('textbox', { name: /^Data/ }).fill('');
      for (const [list, values] of [['KEYS', keys], ['ARGV', args]] as const) {
        const remove = page.getByRole('button', { name: `Remove ${list}[1]` });
        while ((await remove.count()) > 0) await remove.click();
        for (const [index, value] of values.entries()) {
          await page.getByRole('button', { name: `Add to ${list}` }).click();
          await page.getByRole('textbox', { name: `${list}[${index + 1}]` }).fill(value);
        }
      }
      await page.keyboard.press('Control+Enter');
      const reply = page.getByLabel('Reply', { exact: true });
      await reply.waitFor();
      expect(`${(await reply.innerText()).trimEnd()}\n`).toBe(text);
    } finally {
      await browser.close();
      site.close();
    }
  });
});

describe('documents', () => {
  const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];

  it.each(documents)('%s links to files that exist', (document) => {
    const links = [...readFileSync(join(root, document), 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map((match) => match[1] ?? '');
    expect(links.filter((link) => !existsSync(join(root, dirname(document), link)))).toEqual([]);
  });

  it('name npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
    const named = documents.flatMap((document) => [...readFileSync(join(root, document), 'utf8').matchAll(/npm run ([\w:]+)/g)].map((match) => match[1] ?? ''));
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});
