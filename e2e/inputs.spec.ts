import { expect, test } from './test.ts';
import type { Page } from '@playwright/test';

async function pasteInto(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).focus();
  await page.evaluate((content) => {
    const data = new DataTransfer();
    data.setData('text/plain', content);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, text);
}

test('adds and removes keys and arguments', async ({ playground, page }) => {
  await playground.open({ source: 'return {#KEYS, #ARGV, KEYS[2], ARGV[1]}', keys: ['a'], args: ['x', 'y'] });
  await page.getByRole('button', { name: 'Add to KEYS' }).click();
  await expect(page.getByLabel('KEYS[2]', { exact: true })).toBeFocused();
  await page.keyboard.type('b');
  await page.getByRole('button', { name: 'Remove ARGV[1]' }).click();
  await playground.run();
  await expect(playground.result.locator('.result-text')).toHaveText('1) (integer) 2\n2) (integer) 1\n3) "b"\n4) "y"');
});

test('runs without keys and arguments', async ({ playground, page }) => {
  await playground.open({ source: 'return #KEYS + #ARGV' });
  await expect(page.getByText('No keys.')).toBeVisible();
  await playground.run();
  await expect(playground.result).toContainText('(integer) 0');
});

test('sends text beyond ASCII as UTF-8', async ({ playground }) => {
  await playground.open({
    source: "redis.call('SET', KEYS[1], ARGV[1]) return #ARGV[1]",
    keys: ['ключ'],
    args: ['日本'],
  });
  await playground.run();
  await expect(playground.result).toContainText('(integer) 6');
  await expect(playground.key('ключ')).toContainText('日本');
});

test('reads a pasted redis-cli --eval line', async ({ playground, page }) => {
  await playground.open({ source: 'return {KEYS, ARGV}', keys: [''] });
  await pasteInto(page, 'KEYS[1]', 'redis-cli --eval limit.lua user:1 user:2 , 10 "a b"');
  await expect(page.getByLabel('KEYS[2]', { exact: true })).toHaveValue('user:2');
  await expect(page.getByLabel('ARGV[2]', { exact: true })).toHaveValue('a b');
  await expect(page.locator('.notice')).toHaveText('Pasted 2 KEYS and 2 ARGV.');
});

test('reads a pasted EVAL line, script included', async ({ playground, page }) => {
  await playground.open({ source: 'return 0', args: [''] });
  await playground.editor();
  await pasteInto(page, 'ARGV[1]', 'EVAL "return {KEYS[1], ARGV[1]}" 1 k v');
  await expect(page.locator('.view-lines')).toHaveText('return {KEYS[1], ARGV[1]}');
  await playground.run();
  await expect(playground.result.locator('.result-text')).toHaveText('1) "k"\n2) "v"');
});

test('says what is wrong with a pasted line', async ({ playground, page }) => {
  await playground.open({ source: 'return 0', keys: ['old'] });
  await pasteInto(page, 'KEYS[1]', 'EVAL "return 1" 5 a');
  await expect(page.locator('.notice')).toContainText('announces 5 keys');
  await expect(page.getByLabel('KEYS[1]', { exact: true })).toHaveValue('old');
});
