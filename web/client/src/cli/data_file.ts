/**
 * The file behind `--data`: redis-cli lines, a JSON snapshot, or an RDB file. What is there decides; for a file that does not exist,
 * its name: `.json`, `.rdb`, anything else.
 */
import { splitCommandLine, textFromBytes } from '../bytes.js';
import type { Engine } from '../engine.js';
import { asSnapshot } from '../snapshot.js';
import { CommandError } from './usage_error.js';
import { readIfPresent, writeAtomically } from './files.js';

export interface DataFile {
  /** Writes the keyspace back if it has changed. */
  save(): Promise<void>;
}

/** Fills the engine from the file. */
export async function openDataFile(engine: Engine, path: string): Promise<DataFile> {
  const content = readIfPresent(path);
  if (isRdb(content) || (content === undefined && path.endsWith('.rdb'))) return openRdb(engine, path, content);
  const text = content === undefined ? undefined : new TextDecoder().decode(content);
  const isJson = text === undefined || text.trim() === '' ? path.endsWith('.json') : text.trimStart().startsWith('{');
  if (text !== undefined && text.trim() !== '') {
    await (isJson ? loadSnapshot(engine, path, text) : loadLines(engine, path, text));
  }
  const write = async (): Promise<string> => {
    return isJson ? `${JSON.stringify(await engine.dump(), undefined, 1)}\n` : engine.dumpCommands();
  };
  const before = await write();
  return {
    async save() {
      const after = await write();
      if (content === undefined || after !== before) writeAtomically(path, after);
    },
  };
}

/** Whether this is the beginning of an RDB file. */
function isRdb(content: Uint8Array | undefined): boolean {
  return content !== undefined && new TextDecoder('latin1').decode(content.subarray(0, 5)) === 'REDIS';
}

async function openRdb(engine: Engine, path: string, content: Uint8Array | undefined): Promise<DataFile> {
  try {
    if (content !== undefined) await engine.importRdb(content);
  } catch (thrown) {
    throw new CommandError(`${path}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
  const before = await engine.exportRdb();
  return {
    async save() {
      const after = await engine.exportRdb();
      const isUnchanged = after.length === before.length && after.every((byte, at) => byte === before[at]);
      if (content === undefined || !isUnchanged) writeAtomically(path, after);
    },
  };
}

async function loadSnapshot(engine: Engine, path: string, text: string): Promise<void> {
  try {
    await engine.restore(asSnapshot(JSON.parse(text)));
  } catch (thrown) {
    throw new CommandError(`${path}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}

async function loadLines(engine: Engine, path: string, text: string): Promise<void> {
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const argv = splitCommandLine(line);
    if (argv === 'unbalanced') throw new CommandError(`${path}:${at + 1}: unbalanced quotes`);
    const reply = await engine.commandReply(argv.map((word) => Uint8Array.from(word, (byte) => byte.charCodeAt(0))));
    if (reply.kind === 'error') throw new CommandError(`${path}:${at + 1}: ${textFromBytes(reply.bytes)}`);
  }
  await engine.command('SELECT', 0);
}
