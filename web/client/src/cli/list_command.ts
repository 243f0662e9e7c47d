/** `ferrous-lua list`: the bytecode of a script. */
import { createEngine } from '../entries/index_node.js';
import { readInput } from './files.js';
import { kListHelp } from './help.js';
import { parseOptions } from './options.js';
import { UsageError } from './usage_error.js';

export async function listCommand(words: readonly string[]): Promise<number> {
  const options = parseOptions(words, { '--help': 'flag', '-h': 'flag' });
  if (options.flags.size > 0) {
    process.stdout.write(kListHelp);
    return 0;
  }
  const [file, ...rest] = options.rest;
  if (file === undefined) throw new UsageError('list needs a FILE');
  if (rest.length > 0) throw new UsageError(`list takes one FILE, and '${rest[0]}' is a second word`);
  const source = readInput(file);
  const engine = await createEngine();
  try {
    process.stdout.write(await engine.list(source, file === '-' ? 'stdin' : file));
    return 0;
  } finally {
    engine.close();
  }
}
