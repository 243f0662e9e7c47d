import { expect, test } from './test.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });

test('has one column, without a sideways scroll', async ({ playground, page }) => {
  await playground.open();
  for (const tab of ['Script', 'Inputs', 'Output', 'Machine']) {
    await page.locator('.narrow-tabs').getByRole('tab', { name: tab }).tap();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow, tab).toBeLessThanOrEqual(0);
  }
});

test('edits in a light editor with line numbers, and lists the same problems', async ({ playground, page }) => {
  await playground.open({ source: 'return 1' });
  await expect(page.locator('.monaco-editor')).toHaveCount(0);
  const area = page.getByRole('textbox', { name: /Lua script/ });
  await area.fill('local a = 1\nlocal = 2\nreturn a');
  await expect(page.locator('.plain-numbers')).toHaveText('1\n2\n3');
  await expect(page.locator('.plain-marker[data-kind=problem]')).toHaveText('2');
  await expect(playground.problems).toContainText("'<name>' expected near '='");
});

test('does not fetch Monaco', async ({ playground, page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  await playground.open();
  await page.waitForTimeout(500);
  expect(fetched.filter((url) => url.includes('monaco'))).toEqual([]);
});

test('runs and turns to the result', async ({ playground, page }) => {
  await playground.open();
  await playground.runButton.tap();
  await expect(playground.result).toContainText('(integer) 1');
  await expect(playground.result).toBeInViewport();
  await expect(page.locator('.narrow-tabs').getByRole('tab', { name: 'Output' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
});

test('steps, and turns to the machine', async ({ playground }) => {
  await playground.open();
  await playground.stepButton.tap();
  await expect(playground.registers).toBeAttached();
  await playground.step('Instruction');
  await expect(playground.bytecode.locator('[data-current]')).toBeInViewport();
});

test('has controls of 44 px and fields of 16 px', async ({ playground, page }) => {
  await playground.open();
  for (const tab of ['Script', 'Inputs', 'Output', 'Machine']) {
    await page.locator('.narrow-tabs').getByRole('tab', { name: tab }).tap();
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('button, select, input, textarea')]
        .filter((element) => element.checkVisibility() && element.getClientRects().length > 0)
        .map((element) => {
          const target = element.closest('label') ?? element;
          const isText = element.matches('input[type=text], select, textarea');
          return {
            name: element.ariaLabel ?? element.textContent,
            height: target.getBoundingClientRect().height,
            font: isText ? Number.parseFloat(getComputedStyle(element).fontSize) : 16,
          };
        })
        .filter(({ height, font }) => height < 43.9 || font < 16),
    );
    expect(small, tab).toEqual([]);
  }
});
