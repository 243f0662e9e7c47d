import { expect, test } from './test.ts';

const kSource = ['local a = 1', 'local function add(x)', '  return x + a', 'end', 'local b = add(2)', 'return b'].join(
  '\n',
);

test('starts before the first instruction', async ({ playground, page }) => {
  await playground.open({ source: kSource });
  await playground.pauseAtStart();
  await expect(playground.status).toHaveText('Paused, line 1');
  await expect(playground.bytecode.locator('[data-current]')).toHaveCount(1);
  await expect(playground.bytecode.locator('[data-current] .instruction-pc')).toHaveText('1');
  await expect(
    page.locator('.view-overlays .line-execution, .margin-view-overlays .line-execution').first(),
  ).toBeVisible();
  await expect(playground.frames.locator('.frame-row')).toHaveCount(1);
  await expect(playground.frames.locator('.frame-row').first()).toContainText('main chunk');
});

test('steps by instruction and names registers by their locals', async ({ playground }) => {
  await playground.open({ source: kSource });
  await playground.pauseAtStart();
  await playground.step('Instruction');
  await expect(playground.bytecode.locator('[data-current] .instruction-pc')).toHaveText('2');
  await expect(playground.local('a')).toContainText('1');
});

test('steps by line, into and out of a function', async ({ playground }) => {
  await playground.open({ source: kSource });
  await playground.pauseAtStart();
  for (let step = 0; step < 6 && (await playground.status.textContent()) !== 'Paused, line 5'; step += 1)
    await playground.step('Over');
  await expect(playground.status).toHaveText('Paused, line 5');
  await playground.step('Line');
  await expect(playground.status).toHaveText('Paused, line 3');
  await expect(playground.frames.locator('.frame-row')).toHaveCount(2);
  await expect(playground.local('x')).toContainText('2');
  await expect(playground.registers).toContainText('U0');
  await playground.frames.locator('.frame-row').nth(1).click();
  await expect(playground.local('a')).toContainText('1');
  await playground.step('Out');
  await expect(playground.frames.locator('.frame-row')).toHaveCount(1);
  await playground.step('Continue');
  await expect(playground.status).toHaveText('Finished');
  await expect(playground.result).toContainText('(integer) 3');
});

test('steps over a call', async ({ playground }) => {
  await playground.open({ source: kSource });
  await playground.pauseAtStart();
  for (let step = 0; step < 6 && (await playground.status.textContent()) !== 'Paused, line 6'; step += 1) {
    await expect(playground.frames.locator('.frame-row')).toHaveCount(1);
    await playground.step('Over');
  }
  await expect(playground.status).toHaveText('Paused, line 6');
  await expect(playground.local('b')).toContainText('3');
});

test('shows the operation queue with cause and priority', async ({ playground }) => {
  await playground.open({ source: kSource });
  await playground.pauseAtStart();
  for (let step = 0; step < 12 && (await playground.operations.locator('.operation-row').count()) === 0; step += 1) {
    await playground.step('Operation');
  }
  const operation = playground.operations.locator('.operation-row').first();
  await expect(operation.locator('.operation-kind')).toHaveText('call');
  await expect(operation.locator('.operation-text')).toContainText('function');
  await expect(operation.locator('.operation-cause')).toContainText('immediate');
});

test('stops at breakpoints, set with F9 or in the gutter', async ({ playground, page }) => {
  await playground.open({ source: kSource });
  await playground.typeAtStart('');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('F9');
  await expect(page.locator('.glyph-breakpoint')).toHaveCount(1);
  await page.locator('.margin .line-numbers', { hasText: /^6$/ }).click();
  await expect(page.locator('.glyph-breakpoint')).toHaveCount(2);
  await playground.pauseAtStart();
  await playground.step('Continue');
  await expect(playground.status).toHaveText('Breakpoint, line 3');
  await playground.step('Continue');
  await expect(playground.status).toHaveText('Breakpoint, line 6');
});

test('steps with the keys of editors and with letters', async ({ playground, page }) => {
  await playground.open({ source: kSource });
  await playground.typeAtStart('');
  await page.keyboard.press('Alt+Enter');
  await expect(playground.status).toHaveText('Paused, line 1');
  await page.keyboard.press('F10');
  await expect(playground.status).not.toHaveText('Paused, line 1');
  await playground.bytecode.locator('.bytecode-body').focus();
  const before = await playground.bytecode.locator('[data-current] .instruction-pc').textContent();
  await page.keyboard.press('i');
  await expect(playground.bytecode.locator('[data-current] .instruction-pc')).not.toHaveText(before ?? '');
  await page.keyboard.press('c');
  await expect(playground.status).toHaveText('Finished');
});

test('shows what a step changed', async ({ playground }) => {
  await playground.open({ source: 'local n = 1\nn = n + 1\nreturn n' });
  await playground.pauseAtStart();
  await playground.step('Line');
  await expect(playground.local('n')).toHaveText(/1/);
  await playground.step('Line');
  await expect(playground.local('n').locator('del')).toHaveText('1');
  await expect(playground.local('n')).toContainText('2');
});

test('links bytecode and source both ways', async ({ playground, page }) => {
  await playground.open({ source: kSource });
  await playground.showMachine();
  await playground.editor();
  const rows = playground.bytecode.locator('.instruction-row');
  await expect(rows.first()).toBeVisible();
  await page.locator('.view-line', { hasText: 'return x + a' }).hover();
  for (const line of await playground.bytecode.locator('[data-linked] .instruction-line').allTextContents())
    expect(line).toBe('3');
  expect(await playground.bytecode.locator('[data-linked]').count()).toBeGreaterThan(0);
  await rows.filter({ hasText: 'CALL' }).first().hover();
  await expect(page.locator('.view-overlays .line-linked')).toHaveCount(1);
  await page.mouse.move(5, 5);
  await page.locator('.view-line', { hasText: 'local b' }).click();
  await page.mouse.move(640, 5);
  await expect(playground.bytecode.locator('[data-linked] .instruction-line').first()).toHaveText('5');
});

test('keeps the machine as it was when the source is edited during a pause', async ({ playground, page }) => {
  await playground.open({ source: kSource });
  await playground.pauseAtStart();
  const before = await playground.bytecode.locator('.instruction-row').count();
  await playground.typeAtStart('-- edited\n');
  await expect(page.locator('.line-execution')).toHaveCount(0);
  await playground.step('Instruction');
  expect(await playground.bytecode.locator('.instruction-row').count()).toBe(before);
  await playground.step('Continue');
  await expect(playground.result).toContainText('(integer) 3');
});

test('steps through redis.call and shows the keys so far', async ({ playground }) => {
  await playground.open({
    source: "redis.call('SET', KEYS[1], 'v')\nlocal v = redis.call('GET', KEYS[1])\nreturn v",
    keys: ['k'],
  });
  await playground.pauseAtStart();
  await playground.step('Over');
  await expect(playground.status).toHaveText('Paused, line 2');
  await playground.showOutput();
  await expect(playground.key('k')).toHaveAttribute('data-mark', 'added');
});

test('pauses before an error, while the locals are still there', async ({ playground, page }) => {
  await playground.open({ source: 'local t = {}\nlocal n = 4\nt.x.y = n' });
  await playground.pauseAtStart();
  await playground.step('Continue');
  await expect(playground.status).toHaveText('About to fail, line 3');
  await expect(page.locator('.machine-error')).toContainText("attempt to index field 'x' (a nil value)");
  await expect(playground.local('n')).toContainText('4');
  await playground.step('Continue');
  await expect(playground.status).toHaveText('Failed');
});

test('pauses a script that runs under the debugger', async ({ playground, page }) => {
  await playground.open({ source: 'local n = 0\nwhile true do n = n + 1 end' });
  await playground.pauseAtStart();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(playground.status).toHaveText('Paused, line 2');
  await expect(playground.local('n')).toHaveText(/[1-9]/);
});
