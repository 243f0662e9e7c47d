/** End-to-end tests: the built page, served as a static site, in a real browser. */

import { defineConfig } from '@playwright/test';
import { chromiumPath } from '../scripts/lib/browser.mjs';

const kFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 2,
  // Bounds, not expectations: a busy machine takes seconds to bring up the editor.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env['CI'] !== undefined,
  use: {
    viewport: { width: 1280, height: 720 },
    colorScheme: 'light',
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: { executablePath: chromiumPath(), args: kFlags },
    screenshot: 'only-on-failure',
  },
});
