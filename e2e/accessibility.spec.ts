import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';

async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

for (const scheme of ['light', 'dark'] as const) {
  test.describe(`in ${scheme}`, () => {
    test.use({ colorScheme: scheme });

    test('has no violations when it opens, after a run, after an error, and paused', async ({ playground, page }) => {
      test.slow(); // axe reads the whole page four times
      await playground.open();
      await playground.editor();
      expect(await violations(page), 'open').toEqual([]);
      await playground.run();
      expect(await violations(page), 'after a run').toEqual([]);
      await playground.pauseAtStart();
      for (let step = 0; step < 6; step += 1) await playground.step('Operation');
      expect(await violations(page), 'paused').toEqual([]);
      await playground.typeAtStart('local = 1\n');
      await expect(playground.problems).toHaveCount(1);
      await playground.run();
      expect(await violations(page), 'after an error').toEqual([]);
    });
  });
}

test('has no violations on a phone', async ({ playground, page }) => {
  test.slow();
  await page.setViewportSize({ width: 390, height: 844 });
  await playground.open();
  for (const tab of ['Script', 'Inputs', 'Output', 'Machine']) {
    await page.locator('.narrow-tabs').getByRole('tab', { name: tab }).click();
    expect(await violations(page), tab).toEqual([]);
  }
});

test('says the result of a run to a screen reader', async ({ playground, page }) => {
  await playground.open();
  await playground.run();
  await expect(page.locator('.page > .hidden-text[role=status]')).toHaveText(/^Finished\. 1\) \(integer\) 1/);
  await expect(page.locator('.page > .hidden-text[role=status]')).toContainText('2 changed.');
});

test('remembers a theme that was chosen', async ({ playground, page }) => {
  await playground.open();
  const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await ground();
  await page.getByRole('button', { name: /^Theme/ }).click();
  await page.getByRole('button', { name: /^Theme/ }).click();
  const dark = await ground();
  expect(dark).not.toBe(light);
  await page.reload();
  expect(await ground()).toBe(dark);
});

test('works at 320 px', async ({ playground, page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await playground.open();
  await playground.run();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});
