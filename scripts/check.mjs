// @ts-check
/**
 * `npm run check`: everything that a reviewer would run. Formatting, types, clang-tidy, then all tests (layering and sizes among them).
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { format } from './format.mjs';
import { heading, root, run, runMain } from './lib/process.mjs';
import { ownFiles } from './lib/sources.mjs';
import { setUp } from './setup.mjs';
import { test } from './test.mjs';
import { tidy } from './tidy.mjs';

/** Projects of TypeScript: the folders with a tsconfig.json of their own. */
const typescriptProjects = ['web/client', 'web/client/test', 'web/playground', 'e2e', 'tests'];

async function checkTypes() {
  let right = true;
  for (const folder of typescriptProjects.filter((path) => existsSync(join(root, path, 'tsconfig.json')))) {
    console.log(`tsc ${folder}`);
    right = (await run(join(root, 'node_modules/.bin/tsc'), ['--noEmit', '-p', folder])) === 0 && right;
  }
  return right;
}

await runMain(async () => {
  await setUp('all');
  /** @type {string[]} */
  const wrong = [];
  heading('format');
  if (!(await format(false))) wrong.push('format: run `npm run format`');
  await build(['debug', 'wasm', 'client']);
  heading('types');
  if (!(await checkTypes())) wrong.push('types');
  heading('clang-tidy');
  const untidy = await tidy(ownFiles('core/*.cpp'));
  if (untidy.length > 0) wrong.push(`clang-tidy: ${untidy.join(', ')}`);
  if (!(await test(undefined))) wrong.push('tests');
  heading('check');
  console.log(wrong.length === 0 ? 'everything is in order' : wrong.map((line) => `- ${line}`).join('\n'));
  return wrong.length === 0 ? 0 : 1;
});
