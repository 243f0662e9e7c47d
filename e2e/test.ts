/**
 * `test` with the page served, and with a watch over it: a test fails if the page breaks its content policy, writes an error or a
 * warning to the console, throws, or asks anybody else for anything.
 */

import { fileURLToPath } from 'node:url';
import { expect, test as base } from '@playwright/test';
import { serve } from '../scripts/serve.mjs';
import { PlaygroundPage } from './pages/playground_page.ts';

const kSite = fileURLToPath(new URL('../web/playground/dist', import.meta.url));

interface Fixtures {
  readonly playground: PlaygroundPage;
  /** What the page did wrong so far. A test that provokes something takes it out of the list. */
  readonly complaints: string[];
}

interface WorkerFixtures {
  readonly site: string;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  site: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const server = await serve(kSite, 0);
      await use(server.url);
      server.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ site }, use) => use(site),
  complaints: [
    async ({ page, site }, use) => {
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(`console: ${message.text()}`);
      });
      page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
      page.on('request', (request) => {
        if (!request.url().startsWith(site) && !request.url().startsWith('blob:'))
          complaints.push(`request: ${request.url()}`);
      });
      await page.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) => {
          console.error(
            `policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
          );
        });
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
  playground: async ({ page }, use) => use(new PlaygroundPage(page)),
});

export { expect };
