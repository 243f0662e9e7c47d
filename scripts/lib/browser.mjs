// @ts-check
/** The browser of this machine, driven by Playwright, which downloads none of its own here. */
import { chromium } from '@playwright/test';
import { Failure, which } from './process.mjs';

/** Path of Chromium or Chrome. */
export function chromiumPath() {
  const path = which('chromium') ?? which('chromium-browser') ?? which('google-chrome');
  if (!path) throw new Failure('Chromium is not on PATH: run `npm run setup`.');
  return path;
}

/** A headless browser. */
export const launchChromium = () => chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox', '--disable-gpu'] });
