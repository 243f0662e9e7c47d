// @ts-check
/**
 * clang-tidy over the core's own sources. A file is looked at again only when it, a header or the list of checks has changed.
 *
 *     node scripts/tidy.mjs [FILE...]
 */
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { Failure, root, run, runMain, which } from './lib/process.mjs';
import { ownFiles } from './lib/sources.mjs';
import { hashOf, unlessUpToDate } from './lib/stamp.mjs';

/**
 * Checks files; returns those that clang-tidy complains about.
 * @param {readonly string[]} files
 * @returns {Promise<string[]>}
 */
export async function tidy(files) {
  if (!which('clang-tidy')) throw new Failure('clang-tidy is not on PATH: run `npm run setup`.');
  if (!existsSync(join(root, 'build/debug/compile_commands.json'))) await build(['debug']);
  const headers = hashOf([...ownFiles('core/*.h', 'core/*.def'), '.clang-tidy']);
  const waiting = [...files];
  /** @type {string[]} */
  const failed = [];
  const worker = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const path = file;
      const step = { name: `tidy/${path.replaceAll('/', '-')}`, inputs: [path], outputs: [], extra: headers, silent: true };
      await unlessUpToDate(step, async () => {
        const code = await run('clang-tidy', ['-p', 'build/debug', '--quiet', path], { quiet: true });
        if (code !== 0) throw new Failure(path);
      }).catch((error) => {
        if (!(error instanceof Failure)) throw error;
        failed.push(path);
      });
    }
  };
  await Promise.all(cpus().slice(0, 4).map(worker));
  return failed;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await runMain(async () => {
    const named = process.argv.slice(2);
    const failed = await tidy(named.length > 0 ? named : ownFiles('core/*.cpp'));
    for (const path of failed) console.error(`clang-tidy: ${path}`);
    return failed.length > 0 ? 1 : 0;
  });
}
