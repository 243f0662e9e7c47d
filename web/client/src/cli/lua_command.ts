/** `ferrous-lua lua`: a plain Lua 5.1 program. */
import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { createEngine } from '../entries/index_node.js';
import { FerrousLuaError } from '../errors.js';
import { reasonOf } from './files.js';
import { kLuaHelp } from './help.js';
import { kLimitOptions, limitsFrom, parseOptions } from './options.js';
import { UsageError } from './usage_error.js';

export async function luaCommand(words: readonly string[]): Promise<number> {
  const options = parseOptions(words, { '--help': 'flag', '-h': 'flag', ...kLimitOptions });
  if (options.flags.size > 0) {
    process.stdout.write(kLuaHelp);
    return 0;
  }
  const [file, ...args] = options.rest;
  if (file === undefined) throw new UsageError('lua needs a FILE');
  const limits = limitsFrom(options);
  const source = readProgram(file);
  if (typeof source === 'string') return fail(source);

  const folder = file === '-' ? '.' : dirname(file);
  const engine = await createEngine({ limits, readFile: (path) => findFile(path, folder) });
  try {
    return await engine.lua(source, { args, name: file === '-' ? 'stdin' : file, output: (data) => process.stdout.write(data) });
  } catch (thrown) {
    if (!(thrown instanceof FerrousLuaError)) throw thrown;
    return fail(thrown.traceback === undefined ? thrown.message : `${thrown.message}\n${thrown.traceback}`);
  } finally {
    engine.close();
  }
}

function fail(message: string): number {
  process.stderr.write(`lua: ${message}\n`);
  return 1;
}

/** The program, or the reason why there is none, as lua5.1 words it. */
function readProgram(file: string): Uint8Array | string {
  try {
    return readFileSync(file === '-' ? 0 : file);
  } catch (thrown) {
    return `cannot open ${file}: ${reasonOf(thrown)}`;
  }
}

function readOrUndefined(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** From the current folder, as in Lua; then beside the program, so that a program runs from anywhere. */
function findFile(path: string, folder: string): Uint8Array | undefined {
  return readOrUndefined(path) ?? (isAbsolute(path) ? undefined : readOrUndefined(join(folder, path)));
}
