// @ts-check
/**
 * Serves a folder of static files on the loopback interface, under the content policy that the page must live with.
 *
 *     node scripts/serve.mjs FOLDER [PORT]      port 0 or a taken one: any free port
 */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failure, runMain } from './lib/process.mjs';

/** The policy under which everything must work. */
export const contentPolicy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

/** @type {Readonly<Record<string, string>>} */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

/**
 * Starts the server; resolves to its address and a function that stops it.
 * @param {string} folder
 * @param {number} port
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export function serve(folder, port) {
  const base = resolve(folder);
  if (!existsSync(join(base, 'index.html'))) throw new Failure(`${folder} has no index.html: run \`npm run build\` first.`);
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    let file = normalize(join(base, path));
    if (file !== base && !file.startsWith(base + sep)) file = join(base, 'index.html');
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html');
    response.setHeader('Content-Security-Policy', contentPolicy);
    response.setHeader('Cache-Control', 'no-cache');
    if (!existsSync(file)) {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found\n');
      return;
    }
    response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  return new Promise((done, fail) => {
    let triedAnyPort = port === 0;
    server.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code !== 'EADDRINUSE' || triedAnyPort) return fail(new Failure(`cannot listen: ${error.message}`));
      triedAnyPort = true;
      server.listen(0, '127.0.0.1');
    });
    server.on('listening', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return fail(new Failure('cannot listen'));
      done({ url: `http://127.0.0.1:${address.port}/`, close: () => server.close() });
    });
    server.listen(port, '127.0.0.1');
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await runMain(async () => {
    const [folder, port = '0'] = process.argv.slice(2);
    if (!folder) throw new Failure('usage: serve.mjs FOLDER [PORT]');
    console.log((await serve(folder, Number(port))).url);
  });
}
