import { expect, test } from './test.ts';

test('is served under the strict content policy', async ({ page }) => {
  const response = await page.goto('./');
  expect(response?.headers()['content-security-policy']).toBe(
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'",
  );
});

test('has no inline styles or scripts of its own', async ({ playground, page }) => {
  await playground.open();
  await playground.editor();
  expect(await page.locator('style, script:not([src])').count()).toBe(0);
});

test('stays within 1.5 MB, compressed, up to the first run', async ({ site, playground, page }) => {
  const seen = new Set<string>();
  page.on('request', (request) => seen.add(request.url()));
  await playground.open();
  await playground.editor();
  await playground.run();
  let total = 0;
  for (const url of seen) {
    if (!url.startsWith(site)) continue;
    const body = await (await fetch(url)).arrayBuffer();
    const compressed = new Response(new Blob([body]).stream().pipeThrough(new CompressionStream('gzip')));
    total += (await compressed.arrayBuffer()).byteLength;
  }
  expect(total).toBeLessThan(1_500_000);
});

test('lets text be typed before the engine and the full editor are there', async ({ page }) => {
  await page.route(/\.wasm$|monaco/, () => undefined);
  await page.goto('./');
  const area = page.getByRole('textbox', { name: /Lua script/ });
  await area.fill('return 1');
  await expect(area).toHaveValue('return 1');
  await expect(page.locator('.engine-notice')).toContainText('Loading the engine');
});
