// @ts-check
/** Benchmark programs in Chromium: the package's browser entry in a page of its own for each run, warmed up as the playground's is. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { launchChromium } from '../../scripts/lib/browser.mjs';
import { root } from '../../scripts/lib/process.mjs';

const dist = join(root, 'web/client/dist');
/** @type {Readonly<Record<string, string>>} */
const types = { '.js': 'text/javascript', '.wasm': 'application/wasm', '.html': 'text/html' };

/** The package's files on a free port, and an empty page. */
function serve() {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    try {
      const body = path === '/' ? '<!doctype html><title>bench</title>' : readFileSync(join(dist, path));
      response.writeHead(200, { 'content-type': types[path === '/' ? '.html' : extname(path)] ?? 'application/octet-stream' }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((/** @type {(server: import('node:http').Server) => void} */ done) => server.listen(0, '127.0.0.1', () => done(server)));
}

/** What driver.lua does, without files: the time is that of the page's clock. */
const driver = (/** @type {string} */ source, /** @type {number} */ calls) => `local program = function(...) ${source}
end
for _ = 1, ${calls} do
  collectgarbage()
  local start = os.clock()
  local result = program()
  local finish = os.clock()
  print(tostring(result) .. " " .. string.format("%.3f", (finish - start) * 1000))
end`;

/**
 * Starts a browser. `run` answers the lines that driver.lua prints for a program.
 * @returns {Promise<{ run: (file: string, calls: number) => Promise<string[]>, close: () => Promise<void> }>}
 */
export async function openChromium() {
  const server = await serve();
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const browser = await launchChromium();
  return {
    async run(file, calls) {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${port}/`);
      const printed = await page.evaluate(async (program) => {
        const entry = '/entries/index_browser.js';
        const { createEngine } = await import(entry);
        const engine = await createEngine();
        await engine.warmUp();
        let text = '';
        await engine.lua(program, { output: (/** @type {Uint8Array} */ data) => (text += new TextDecoder().decode(data)) });
        engine.close();
        return text;
      }, driver(readFileSync(file, 'utf8'), calls));
      await page.close();
      return printed.trim().split('\n');
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}
