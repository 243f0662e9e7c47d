/**
 * Serves the built site as any static server would, under the content policy that it must live with:
 * `node e2e/serve.mjs [port] [folder]`. Prints the address when it listens.
 */

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGzip } from 'node:zlib';

export const kContentPolicy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

const kTypes = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.json', 'application/json'],
  ['.wasm', 'application/wasm'],
  ['.ttf', 'font/ttf'],
]);

const kCompressed = new Set(['.html', '.js', '.css', '.svg', '.json', '.wasm']);

/** The file that an address names, or undefined when there is none inside of the folder. */
async function fileOf(folder, address) {
  const path = normalize(decodeURIComponent(new URL(address, 'http://localhost').pathname));
  const file = join(folder, path.endsWith(sep) ? join(path, 'index.html') : path);
  if (!file.startsWith(folder + sep)) return undefined;
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() ? { file, size: found.size } : undefined;
}

export function startServer({ folder, port = 0 }) {
  const server = createServer(async (request, response) => {
    const found = await fileOf(folder, request.url ?? '/').catch(() => undefined);
    const headers = { 'Content-Security-Policy': kContentPolicy, 'Cache-Control': 'no-cache' };
    if (found === undefined) {
      response.writeHead(404, { ...headers, 'Content-Type': 'text/plain' }).end('Not found\n');
      return;
    }
    const extension = extname(found.file);
    const isCompressed = kCompressed.has(extension) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    response.writeHead(200, {
      ...headers,
      'Content-Type': kTypes.get(extension) ?? 'application/octet-stream',
      ...(isCompressed ? { 'Content-Encoding': 'gzip' } : { 'Content-Length': found.size }),
    });
    const content = createReadStream(found.file);
    (isCompressed ? content.pipe(createGzip()) : content).pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[3] ?? fileURLToPath(new URL('../web/playground/dist', import.meta.url));
  const server = await startServer({ folder: normalize(folder), port: Number(process.argv[2] ?? 4173) });
  console.log(`http://127.0.0.1:${server.address().port}/`);
}
