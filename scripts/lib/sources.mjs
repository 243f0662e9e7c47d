// @ts-check
/** The project's own C++ files. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './process.mjs';

/**
 * Files that Git tracks or would add.
 * @param {...string} patterns
 * @returns {string[]} relative to the repository
 */
export function ownFiles(...patterns) {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...patterns];
  const listed = execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  return [...new Set(listed.split('\0'))].filter((path) => path !== '' && existsSync(join(root, path))).sort();
}

/** What clang-format decides about: not the `.def` lists, which are tables for readers. */
export const formattedFiles = () => ownFiles('core/*.h', 'core/*.cpp', 'wasm/*.h', 'wasm/*.cpp', 'tests/unit/*.h', 'tests/unit/*.cpp');
