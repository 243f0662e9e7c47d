// @ts-check
/**
 * `npm run screenshot`: photographs the built page for the README, docs/images/playground.png.
 *
 *     node scripts/screenshot.mjs                     the picture of the README
 *     node scripts/screenshot.mjs --all FOLDER        light and dark, 1280x720 and 390x844, to look at
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { launchChromium } from './lib/browser.mjs';
import { Failure, root, runMain } from './lib/process.mjs';
import { serve } from './serve.mjs';

/** @typedef {{ file: string, width: number, height: number, scheme: 'light' | 'dark', scale: number, show: 'reply' | 'machine' }} Picture */

/** How the first script is stepped for a picture of the machine: into the middle, until a call waits in the queue. */
const kSteps = [...Array(7).fill('Line'), ...Array(5).fill('Operation')];

/**
 * Opens the page and runs its first script to the end, or steps into the middle of it.
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url
 * @param {Picture} picture
 */
async function photograph(browser, url, { file, width, height, scheme, scale, show }) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: scheme, deviceScaleFactor: scale });
  await page.goto(url);
  await page.locator('.run-button:not([disabled])').waitFor({ timeout: 20_000 });
  if (show === 'reply') {
    await page.locator('.run-button').click();
    await page.getByLabel('Reply', { exact: true }).waitFor({ timeout: 20_000 });
  } else {
    await page.locator('.debug-button').click();
    for (const name of kSteps) {
      const step = page.getByRole('button', { name, exact: true });
      await step.and(page.locator(':not([disabled])')).click({ timeout: 20_000 });
      await page.waitForTimeout(150);
    }
  }
  await page.waitForTimeout(500);
  await page.screenshot({ path: file });
  await page.close();
  console.log(file);
}

/** @type {(folder: string) => Picture[]} */
const allPictures = (folder) =>
  [{ width: 1280, height: 720 }, { width: 390, height: 844 }].flatMap((size) =>
    /** @type {const} */ (['light', 'dark']).flatMap((scheme) =>
      /** @type {const} */ (['reply', 'machine']).map((show) => ({ ...size, scheme, show, scale: 1, file: join(folder, `${size.width}x${size.height}-${scheme}-${show}.png`) })),
    ),
  );

await runMain(async () => {
  await build(['wasm', 'client', 'playground']);
  const flag = process.argv.indexOf('--all');
  const folder = flag > 0 ? process.argv[flag + 1] : undefined;
  if (flag > 0 && !folder) throw new Failure('usage: screenshot.mjs [--all FOLDER]');
  if (folder) mkdirSync(folder, { recursive: true });
  const readme = { file: join(root, 'docs/images/playground.png'), width: 1280, height: 720, scheme: /** @type {const} */ ('light'), scale: 2, show: /** @type {const} */ ('machine') };
  const { url, close } = await serve(join(root, 'web/playground/dist'), 0);
  const browser = await launchChromium();
  try {
    for (const picture of folder ? allPictures(folder) : [readme]) await photograph(browser, url, picture);
  } finally {
    await browser.close();
    close();
  }
});
