import { expect, test } from './test.ts';

test('opens with a script that does something, and runs it', async ({ playground }) => {
  await playground.open();
  await expect(playground.page).toHaveTitle(/Ferrous Lua/);
  await playground.run();
  await expect(playground.status).toHaveText('Finished');
  await expect(playground.result.locator('.result-text')).toHaveText('1) (integer) 1\n2) (integer) 3\n3) (integer) 0');
  await expect(playground.log).toContainText('2 requests left the window');
  await expect(playground.key('limit:user:42')).toHaveAttribute('data-mark', 'changed');
});

test('shows the result without scrolling', async ({ playground }) => {
  await playground.open();
  await playground.run();
  for (const part of [playground.result, playground.log, playground.keyspace, playground.key('limiter:accepted')]) {
    await expect(part).toBeInViewport({ ratio: 1 });
  }
  const overflow = await playground.page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
  expect(overflow).toBeLessThanOrEqual(0);
});

test('shows the reply as JSON, and copies it', async ({ playground, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await playground.open({ source: "return {1, 'two', {false, 'x'}}" });
  await playground.run();
  await expect(playground.result.locator('.result-text')).toHaveText(
    '1) (integer) 1\n2) "two"\n3) 1) (nil)\n   2) "x"',
  );
  await playground.page.getByRole('button', { name: 'JSON' }).click();
  await playground.page.getByRole('button', { name: 'Copy the reply' }).click();
  await expect(playground.result).toContainText('Copied');
  const copied = await playground.page.evaluate(() => navigator.clipboard.readText());
  expect(JSON.parse(copied)).toEqual([1, 'two', [null, 'x']]);
});

for (const field of ['Lua script', 'KEYS[1]', 'ARGV[2]', 'Data:', 'Example']) {
  test(`runs with Ctrl+Enter from ${field}`, async ({ playground }) => {
    await playground.open();
    if (field === 'Lua script') await (await playground.editor()).locator('.view-lines').click();
    else await playground.page.getByLabel(field).first().focus();
    await playground.page.keyboard.press('Control+Enter');
    await expect(playground.status).toHaveText('Finished');
  });
}

const kExamples: readonly {
  readonly title: string;
  readonly reply: string | RegExp;
  readonly changed: readonly string[];
}[] = [
  { title: 'Rate limiter, token bucket', reply: '1) (integer) 1\n2) "3.50"\n3) (integer) 0', changed: ['bucket:api'] },
  { title: 'Lock release with a token', reply: '(integer) 1', changed: ['lock:invoice:7'] },
  {
    title: 'Queue, take jobs',
    reply: /1\) 1\) "101"/,
    changed: ['queue:waiting', 'queue:active', 'queue:started', 'job:101'],
  },
  { title: 'Leaderboard with neighbours', reply: /2\) "> 3\. mia {8}1870"/, changed: ['board:weekly'] },
  { title: 'Inventory, all or nothing', reply: /reserved/, changed: ['stock', 'order:88'] },
  { title: 'Errors: pcall, redis.pcall, error', reply: /not a number: twelve/, changed: ['note'] },
  {
    title: 'Coroutines and closures',
    reply: '1) "lantern"\n2) "copper"\n3) "handles"\n4) "garden"',
    changed: ['seen'],
  },
];

for (const { title, reply, changed } of kExamples) {
  test(`opens and runs the example “${title}”`, async ({ playground }) => {
    await playground.open();
    await playground.page.getByLabel('Example').selectOption({ label: title });
    await playground.run();
    await expect(playground.status).toHaveText('Finished');
    await expect(playground.result.locator('.result-text')).toHaveText(reply);
    for (const key of changed) await expect(playground.key(key)).not.toHaveAttribute('data-mark', 'same');
  });
}

test('keeps what was edited until the reader agrees to lose it', async ({ playground }) => {
  await playground.open();
  await playground.page.getByLabel('ARGV[3]', { exact: true }).fill('1');
  await playground.page.getByLabel('Example').selectOption({ label: 'Lock release with a token' });
  await playground.page.getByRole('button', { name: 'Keep mine' }).click();
  await expect(playground.page.getByLabel('ARGV[3]', { exact: true })).toHaveValue('1');
  await expect(playground.page.getByLabel('Example')).toHaveValue('sliding-window');
  await playground.page.getByLabel('Example').selectOption({ label: 'Lock release with a token' });
  await playground.page.getByRole('button', { name: 'Replace' }).click();
  await expect(playground.page.getByLabel('ARGV[1]', { exact: true })).toHaveValue('c0ffee');
});

test('brings back an edited script on the next visit, and forgets it on reset', async ({ playground, page }) => {
  await playground.open();
  await playground.typeAtStart('-- mine\n');
  await page.waitForTimeout(600);
  await page.reload();
  await expect(page.locator('.editor-host')).toContainText('-- mine');
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByRole('button', { name: 'Replace' }).click();
  await expect(page.locator('.editor-host')).not.toContainText('-- mine');
});

test('keeps the keys between runs when asked to', async ({ playground }) => {
  await playground.open({ source: "return redis.call('INCR', KEYS[1])", keys: ['n'], data: 'SET n 5' });
  await playground.run();
  await expect(playground.result).toContainText('(integer) 6');
  await playground.run();
  await expect(playground.result).toContainText('(integer) 6');
  await playground.page.getByLabel('Keep keys').check();
  await playground.run();
  await expect(playground.result).toContainText('(integer) 7');
});

test('shows a large reply in part, and a long log in part', async ({ playground }) => {
  await playground.open({
    source: "for i = 1, 5000 do redis.log(redis.LOG_NOTICE, i) end return string.rep('x', 1000000)",
  });
  await playground.run();
  await expect(playground.result.getByRole('button', { name: /Show more/ })).toBeVisible();
  await expect(playground.log).toContainText('5,000 lines');
  expect(await playground.log.locator('.log-row').count()).toBeLessThan(500);
  await playground.log.getByRole('button', { name: /Show more/ }).click();
  expect(await playground.log.locator('.log-row').count()).toBe(800);
});
