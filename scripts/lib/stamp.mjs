// @ts-check
/**
 * Skips work that is up to date: a stamp remembers the hash of everything that went into the last successful run of a step.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './process.mjs';

const ignoredFolders = new Set(['node_modules', 'dist', '.git', 'test-results', '.vite', 'coverage']);

/**
 * All files below a path (or the path itself when it is a file), sorted; generated folders are left out.
 * @param {string} path relative to the repository
 * @returns {string[]}
 */
export function filesBelow(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full, { withFileTypes: true })
    .filter((entry) => !ignoredFolders.has(entry.name))
    .flatMap((entry) => (entry.isDirectory() || entry.isFile() ? filesBelow(join(path, entry.name)) : []))
    .sort();
}

/**
 * Hash of the contents of files and folders. Generated files are hashed too when they are named one by one.
 * @param {readonly string[]} paths relative to the repository
 * @returns {string}
 */
export function hashOf(paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(filesBelow)) {
    hash.update(`${file}\0`);
    hash.update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

/**
 * Runs `work` unless the inputs are those of the last success and the outputs are still there.
 * @param {{ name: string, inputs: readonly string[], outputs: readonly string[], stampFile?: string, extra?: string, silent?: boolean }} step
 * @param {() => Promise<void>} work
 */
export async function unlessUpToDate(step, work) {
  const stampFile = join(root, step.stampFile ?? `build/stamps/${step.name}`);
  const hash = `${hashOf(step.inputs)} ${step.extra ?? ''}`.trim();
  const present = step.outputs.every((path) => existsSync(join(root, path)));
  if (present && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) {
    if (!step.silent) console.log(`${step.name}: up to date`);
    return;
  }
  rmSync(stampFile, { force: true });
  await work();
  mkdirSync(dirname(stampFile), { recursive: true });
  // Hashed again: a step may write one of its own inputs, as npm does with its lock file.
  writeFileSync(stampFile, `${hashOf(step.inputs)} ${step.extra ?? ''}`.trim());
}
