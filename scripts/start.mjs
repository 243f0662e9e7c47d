// @ts-check
/**
 * `npm start`: set-up, build, then the playground is served until Ctrl+C. `npm start -- --port 8080` picks another port.
 */
import { join } from 'node:path';
import { build } from './build.mjs';
import { root, runMain } from './lib/process.mjs';
import { serve } from './serve.mjs';
import { setUp } from './setup.mjs';

await runMain(async () => {
  const portFlag = process.argv.indexOf('--port');
  const port = portFlag > 0 ? Number(process.argv[portFlag + 1]) : 5174;
  await setUp('build');
  await build(['release', 'wasm', 'client', 'playground']);
  const { url } = await serve(join(root, 'web/playground/dist'), port);
  console.log(`\nThe playground is at ${url}  (stop with Ctrl+C)`);
});
