/** Reads the words of a command line: options first, then everything else untouched. */
import type { Limits } from '../protocol.js';
import { kReleases } from '../vm.js';
import type { Release } from '../vm.js';
import { UsageError } from './usage_error.js';

/** An option is a flag, or takes the next word (or what follows `=`) as its value. */
export type OptionKind = 'flag' | 'value';

export interface ParsedOptions {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  /** The words after the options. */
  readonly rest: readonly string[];
}

/**
 * Options end at the first word that is none of them, or after `--`. Short and long names are listed alike, such as `-e` and `--json`.
 * A lone `-` is not an option.
 */
export function parseOptions(words: readonly string[], known: Readonly<Record<string, OptionKind>>): ParsedOptions {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') return { flags, values, rest: words.slice(at + 1) };
    if (!word.startsWith('-') || word === '-') break;
    const equals = word.startsWith('--') ? word.indexOf('=') : -1;
    const name = equals < 0 ? word : word.slice(0, equals);
    const kind = Object.hasOwn(known, name) ? known[name] : undefined;
    if (kind === undefined) throw new UsageError(`unknown option ${name}`);
    if (kind === 'flag') {
      if (equals >= 0) throw new UsageError(`${name} takes no value`);
      flags.add(name);
      continue;
    }
    const value = equals >= 0 ? word.slice(equals + 1) : words[++at];
    if (value === undefined) throw new UsageError(`${name} needs a value`);
    values.set(name, value);
  }
  return { flags, values, rest: words.slice(at) };
}

/** The release that `--compat` asks for. */
export function releaseFrom(options: ParsedOptions): { readonly compat?: Release } {
  const release = options.values.get('--compat');
  if (release === undefined) return {};
  const known = kReleases.find((one) => one === release);
  if (known === undefined) throw new UsageError(`--compat needs one of ${kReleases.join(', ')}, not '${release}'`);
  return { compat: known };
}

/** The options of the commands that run something, for `parseOptions`. */
export const kLimitOptions: Readonly<Record<string, OptionKind>> = {
  '--max-instructions': 'value',
  '--timeout': 'value',
  '--max-memory': 'value',
};

/** The limits that the options ask for. */
export function limitsFrom(options: ParsedOptions): Limits {
  const instructions = options.values.get('--max-instructions');
  const timeout = options.values.get('--timeout');
  const memory = options.values.get('--max-memory');
  return {
    ...(instructions === undefined ? {} : { instructions: positive('--max-instructions', wholeNumber('--max-instructions', instructions)) }),
    ...(timeout === undefined ? {} : { timeoutMs: positive('--timeout', wholeNumber('--timeout', timeout)) }),
    ...(memory === undefined ? {} : { memoryBytes: positive('--max-memory', sizeInBytes('--max-memory', memory)) }),
  };
}

function positive(name: string, value: number): number {
  if (value > 0) return value;
  throw new UsageError(`${name} must be above 0`);
}

/** A size as Redis's configuration writes it: `64mb` is 64 * 1024 * 1024, `64m` is 64,000,000. */
function sizeInBytes(name: string, text: string): number {
  const [, digits = '', unit = ''] = /^([0-9]+)(k|kb|m|mb|g|gb|b|)$/i.exec(text) ?? [];
  const factor = { '': 1, b: 1, k: 1e3, kb: 1024, m: 1e6, mb: 1024 ** 2, g: 1e9, gb: 1024 ** 3 }[unit.toLowerCase()];
  const bytes = Number(digits) * (factor ?? NaN);
  if (digits === '' || !Number.isSafeInteger(bytes)) throw new UsageError(`${name} needs a size such as 64mb, not '${text}'`);
  return bytes;
}

/** A whole number at least 0. */
export function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!/^[0-9]+$/.test(text) || !Number.isSafeInteger(value)) throw new UsageError(`${name} needs a whole number, not '${text}'`);
  return value;
}
