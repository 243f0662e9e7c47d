import { expect, test } from './test.ts';

const kErrors: readonly {
  readonly name: string;
  readonly source: string;
  readonly text: string | RegExp;
  readonly line?: number;
  readonly data?: string;
}[] = [
  {
    name: 'a syntax error',
    source: 'local x = = 1',
    text: /Error compiling script .*user_script:1: unexpected symbol near '='/,
    line: 1,
  },
  { name: 'an error of the script', source: "local a\n\nerror('no more')", text: /user_script:3: no more/, line: 3 },
  {
    name: 'an index of nil',
    source: 'local t\nreturn t.x',
    text: /user_script:2: attempt to index local 't' \(a nil value\)/,
    line: 2,
  },
  {
    name: 'an unknown command',
    source: "return redis.call('NOSUCH')",
    text: /Unknown Redis command called from script/,
    line: 1,
  },
  {
    name: 'a wrong type',
    source: "return redis.call('LPUSH', 'k', 'x')",
    text: /WRONGTYPE Operation against a key/,
    data: 'SET k v',
  },
  {
    name: 'a global variable',
    source: 'x = 1',
    text: /Attempt to modify a readonly table|Script attempted to create global variable/,
  },
  { name: 'a script that never ends its string', source: "return 'abc", text: /unfinished string near/, line: 1 },
];

for (const { name, source, text, line, data } of kErrors) {
  test(`shows ${name} and goes on`, async ({ playground, page }) => {
    await playground.open({ source, ...(data === undefined ? {} : { data }) });
    await playground.run();
    await expect(playground.status).toHaveText('Failed');
    await expect(playground.result.locator('.result-error-text')).toHaveText(text);
    if (line !== undefined) {
      await expect(playground.problems.first()).toContainText(`Line ${line}`);
      await expect(page.locator('.monaco-editor .squiggly-error')).not.toHaveCount(0);
    }
    await page.getByLabel('Example').selectOption({ label: 'Lock release with a token' });
    await page.getByRole('button', { name: 'Replace' }).click();
    await playground.run();
    await expect(playground.status).toHaveText('Finished');
  });
}

test('shows the reply of a script that returns an error table', async ({ playground }) => {
  await playground.open({ source: "return redis.error_reply('MY own error')" });
  await playground.run();
  await expect(playground.result).toContainText('(error) MY own error');
});

test('runs an empty script', async ({ playground }) => {
  await playground.open({ source: '' });
  await playground.run();
  await expect(playground.result).toContainText('(nil)');
});

test('takes a script of a megabyte', async ({ playground }) => {
  const line = 'count = count + 1 -- one more\n';
  const lines = Math.ceil(1_000_000 / line.length);
  await playground.open({ source: `local count = 0\n${line.repeat(lines)}return count` }, { timeout: 20_000 });
  await playground.runButton.click();
  await expect(playground.result).toContainText(`(integer) ${lines}`, { timeout: 20_000 });
});

test('ends endless recursion with a clean error', async ({ playground }) => {
  await playground.open({ source: 'local function f() return 1 + f() end\nreturn f()' });
  await playground.runButton.click();
  await expect(playground.status).toHaveText('Failed', { timeout: 20_000 });
  await expect(playground.result).toContainText('stack overflow');
});

test('says why the engine did not come', async ({ playground, page, complaints }) => {
  await page.route(/\.wasm$/, (route) => route.fulfill({ status: 503, body: 'no' }));
  await page.goto('./');
  // Monaco has alerts of its own, once it is there.
  const notice = page.getByRole('alert').filter({ hasText: 'The engine did not start.' });
  await expect(notice).toContainText('503');
  await expect(playground.runButton).toBeDisabled();
  complaints.splice(0, complaints.length, ...complaints.filter((complaint) => !complaint.includes('503')));
});

test('says that a damaged engine is damaged', async ({ page }) => {
  await page.route(/\.wasm$/, (route) =>
    route.fulfill({ status: 200, contentType: 'application/wasm', body: 'not wasm' }),
  );
  await page.goto('./');
  await expect(page.getByRole('alert').filter({ hasText: 'damaged' })).toBeVisible();
});
