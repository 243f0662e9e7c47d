/** `ferrous-lua eval`: a script against a keyspace of its own. */
import { Buffer } from 'node:buffer';
import { createEngine } from '../entries/index_node.js';
import type { Bytes, LogEntry, LogLevel, Reply } from '../protocol.js';
import { formatJson, formatRaw, formatTree } from '../reply_format.js';
import { openDataFile } from './data_file.js';
import { readInput } from './files.js';
import { kEvalHelp } from './help.js';
import { kLimitOptions, limitsFrom, parseOptions, releaseFrom, wholeNumber } from './options.js';
import type { OptionKind, ParsedOptions } from './options.js';
import { UsageError } from './usage_error.js';

const kOptions: Readonly<Record<string, OptionKind>> = {
  '-e': 'value',
  '--json': 'flag',
  '--raw': 'flag',
  '--no-raw': 'flag',
  '-3': 'flag',
  '--data': 'value',
  '--seed': 'value',
  '--clock': 'value',
  '--log': 'value',
  '--compat': 'value',
  ...kLimitOptions,
  '--help': 'flag',
  '-h': 'flag',
};

const kLevels: readonly string[] = ['debug', 'verbose', 'notice', 'warning', 'none'] satisfies readonly (LogLevel | 'none')[];

export async function evalCommand(words: readonly string[]): Promise<number> {
  const options = parseOptions(words, kOptions);
  if (options.flags.has('--help') || options.flags.has('-h')) {
    process.stdout.write(kEvalHelp);
    return 0;
  }
  const { script, rest } = scriptAndRest(options);
  const { keys, args } = splitAtComma(rest);
  for (const hint of hints(rest, script)) process.stderr.write(`hint: ${hint}\n`);

  const protocol = options.flags.has('-3') || options.flags.has('--json') ? 3 : 2;
  const engine = await createEngine(engineOptions(options));
  try {
    const path = options.values.get('--data');
    const data = path === undefined ? undefined : await openDataFile(engine, path);
    const reply = await engine.evalReply(script, { keys, args, protocol });
    await data?.save();
    return print(reply, options);
  } finally {
    engine.close();
  }
}

function scriptAndRest(options: ParsedOptions): { readonly script: Uint8Array; readonly rest: readonly string[] } {
  const code = options.values.get('-e');
  if (code !== undefined) return { script: Buffer.from(code), rest: options.rest };
  const [file, ...rest] = options.rest;
  if (file === undefined) throw new UsageError('eval needs a FILE, or -e CODE');
  return { script: readInput(file), rest };
}

/** Words before the comma are keys, words after it arguments; without one all are keys. Further commas are arguments. */
function splitAtComma(words: readonly string[]): { readonly keys: readonly string[]; readonly args: readonly string[] } {
  const comma = words.indexOf(',');
  return comma < 0 ? { keys: words, args: [] } : { keys: words.slice(0, comma), args: words.slice(comma + 1) };
}

/** Mistakes that people make with this form, said once and without refusing anything. */
function hints(words: readonly string[], script: Uint8Array): readonly string[] {
  const found: string[] = [];
  const option = words.find((word) => Object.hasOwn(kOptions, word) && word.startsWith('--'));
  if (option !== undefined) found.push(`${option} is taken as a key or argument here: options come before the file`);
  if (words.includes(',')) return found;
  const glued = words.find((word) => word.length > 1 && (word.startsWith(',') || word.endsWith(',')));
  const number = words.find((word) => /^-?[0-9.]+$/.test(word));
  if (glued !== undefined) {
    found.push(`'${glued}' is taken as a key: put spaces around the comma between keys and arguments`);
  } else if (number !== undefined && /\bARGV\b/.test(Buffer.from(script).toString('latin1'))) {
    found.push(`'${number}' is taken as a key: put a comma, with spaces around it, between keys and arguments`);
  }
  return found;
}

function engineOptions(options: ParsedOptions): Parameters<typeof createEngine>[0] {
  const seed = options.values.get('--seed');
  const clock = options.values.get('--clock');
  const level = options.values.get('--log') ?? 'notice';
  if (!kLevels.includes(level)) throw new UsageError(`--log needs one of ${kLevels.join(', ')}, not '${level}'`);
  const onLog = (entry: LogEntry): void => {
    if (kLevels.indexOf(entry.level) >= kLevels.indexOf(level)) process.stderr.write(`${entry.level}: ${entry.text}\n`);
  };
  return {
    onLog,
    limits: limitsFrom(options),
    ...releaseFrom(options),
    ...(seed === undefined ? {} : { seed: wholeNumber('--seed', seed) }),
    ...(clock === undefined ? {} : { clock: wholeNumber('--clock', clock) }),
  };
}

function print(reply: Reply, options: ParsedOptions): number {
  if (reply.kind === 'error') {
    process.stderr.write(`${reply.bytes}\n`, 'latin1');
    return 1;
  }
  process.stdout.write(`${formatFor(options)(reply)}\n`, 'latin1');
  return 0;
}

function formatFor(options: ParsedOptions): (reply: Reply) => Bytes {
  if (options.flags.has('--json')) return formatJson;
  if (options.flags.has('--raw')) return formatRaw;
  if (options.flags.has('--no-raw')) return formatTree;
  return process.stdout.isTTY === true ? formatTree : formatRaw;
}
