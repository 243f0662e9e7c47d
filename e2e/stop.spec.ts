import { expect, test } from './test.ts';
import type { PlaygroundPage } from './pages/playground_page.ts';

const kLimitMs = 100;

/** Presses Stop while the script runs; resolves to the time until the page says that it has stopped. */
async function timeToStop(playground: PlaygroundPage): Promise<number> {
  await playground.runButton.click();
  await expect(playground.status).toHaveText('Running');
  await playground.page.waitForTimeout(300);
  return playground.page.evaluate(async () => {
    const status = document.querySelector('.status-text');
    const stop = document.querySelector<HTMLButtonElement>('.stop-button');
    if (status === null || stop === null) throw new Error('the toolbar is missing');
    const started = performance.now();
    const stopped = new Promise<void>((resolve) => {
      new MutationObserver((_, observer) => {
        if (status.textContent !== 'Stopped') return;
        observer.disconnect();
        resolve();
      }).observe(status, { childList: true, characterData: true, subtree: true });
    });
    stop.click();
    await stopped;
    return performance.now() - started;
  });
}

async function bestTimeToStop(playground: PlaygroundPage): Promise<number> {
  let best = Infinity;
  for (let attempt = 0; attempt < 5 && best >= kLimitMs; attempt += 1)
    best = Math.min(best, await timeToStop(playground));
  return best;
}

test('stops an endless loop at once', async ({ playground }) => {
  await playground.open({ source: 'local n = 0\nwhile true do n = n + 1 end' });
  expect(await bestTimeToStop(playground)).toBeLessThan(kLimitMs);
});

test('stops an endless loop of commands at once, and keeps what it wrote', async ({ playground }) => {
  await playground.open({ source: "while true do redis.call('INCR', KEYS[1]) end", keys: ['n'] });
  expect(await bestTimeToStop(playground)).toBeLessThan(kLimitMs);
  // On a busy machine Stop may come before the first command.
  await expect(async () => {
    await timeToStop(playground);
    await expect(playground.key('n')).toHaveAttribute('data-mark', 'added', { timeout: 1000 });
  }).toPass();
});

test('stays usable while a script runs and after it was stopped', async ({ playground, page }) => {
  await playground.open({ source: 'while true do end' });
  await playground.runButton.click();
  await expect(playground.status).toHaveText('Running');
  await page.getByLabel('Data:').fill('SET a 1');
  await expect(playground.runButton).toBeDisabled();
  await playground.stopButton.click();
  await expect(playground.status).toHaveText('Stopped');
  await page.getByLabel('Example').selectOption({ label: 'Lock release with a token' });
  await page.getByRole('button', { name: 'Replace' }).click();
  await playground.run();
  await expect(playground.result).toContainText('(integer) 1');
});

test('stops a paused script', async ({ playground }) => {
  await playground.open();
  await playground.pauseAtStart();
  await playground.stopButton.click();
  await expect(playground.status).toHaveText('Stopped');
  await playground.run();
  await expect(playground.status).toHaveText('Finished');
});

test('stops inside one very long pattern match', async ({ playground }) => {
  const source = "local text = string.rep('a', 60)\nreturn string.find(text, string.rep('a-', 30) .. 'b')";
  await playground.open({ source });
  await playground.runButton.click();
  await playground.page.waitForTimeout(200);
  await playground.stopButton.click();
  await expect(playground.status).toHaveText('Stopped', { timeout: 2000 });
  await playground.page.getByLabel('Example').selectOption({ label: 'Lock release with a token' });
  await playground.page.getByRole('button', { name: 'Replace' }).click();
  await playground.run();
  await expect(playground.result).toContainText('(integer) 1');
});
