// @ts-check
/** `npm run format` rewrites the C++ sources; `node scripts/format.mjs` only says which ones differ from it. */
import { pathToFileURL } from 'node:url';
import { Failure, run, runMain, which } from './lib/process.mjs';
import { formattedFiles } from './lib/sources.mjs';

/**
 * Runs clang-format over all files; true when it had nothing to complain about.
 * @param {boolean} write
 */
export async function format(write) {
  if (!which('clang-format')) throw new Failure('clang-format is not on PATH: run `npm run setup`.');
  const args = write ? ['-i'] : ['--dry-run', '--Werror', '--ferror-limit=3'];
  return (await run('clang-format', [...args, ...formattedFiles()])) === 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await runMain(async () => ((await format(process.argv.includes('--write'))) ? 0 : 1));
}
