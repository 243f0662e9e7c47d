/** Files of the command line. */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { CommandError } from './usage_error.js';

/** Why a file operation failed, in the words of the C library. */
export function reasonOf(thrown: unknown): string {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined;
  switch (code) {
    case 'ENOENT':
      return 'No such file or directory';
    case 'EACCES':
      return 'Permission denied';
    case 'EISDIR':
      return 'Is a directory';
    case 'ENOTDIR':
      return 'Not a directory';
    default:
      return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

/** The content of a file, or of standard input for `-`. */
export function readInput(path: string): Uint8Array {
  try {
    return readFileSync(path === '-' ? 0 : path);
  } catch (thrown) {
    throw new CommandError(`cannot open ${path === '-' ? 'standard input' : `'${path}'`}: ${reasonOf(thrown)}`);
  }
}

/** The content of a file; undefined when there is none. */
export function readIfPresent(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (thrown) {
    if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code === 'ENOENT') return undefined;
    throw new CommandError(`cannot open '${path}': ${reasonOf(thrown)}`);
  }
}

/** Replaces a file as a whole: readers see the old content or the new one, never a part. */
export function writeAtomically(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = openSync(temporary, 'w');
    try {
      writeFileSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (thrown) {
    rmSync(temporary, { force: true });
    throw new CommandError(`cannot write '${path}': ${reasonOf(thrown)}`);
  }
}
