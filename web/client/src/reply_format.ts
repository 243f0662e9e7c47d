/**
 * Replies as redis-cli 7.0.15 prints them: the numbered tree of a terminal, raw lines for pipes, and `--json`.
 *
 * All three return {@link Bytes} because raw and JSON output pass bytes through untouched; use `textFromBytes` to show them on a page.
 * None ends with a newline, except where redis-cli prints an empty line after an error in raw mode.
 */
import { quoteBytes } from './bytes.js';
import type { Bytes, Reply } from './protocol.js';

/**
 * The tree of a terminal.
 *
 * @example
 * ```ts
 * import { bytesFromText, formatTree } from 'ferrous-lua';
 * const text = { kind: 'bulk', bytes: bytesFromText('a') };
 * formatTree({ kind: 'array', items: [{ kind: 'integer', value: 1 }, text] }); // '1) (integer) 1\n2) "a"'
 * ```
 */
export function formatTree(reply: Reply): Bytes {
  return treeLines(reply, '') as Bytes;
}

function treeLines(reply: Reply, prefix: string): string {
  switch (reply.kind) {
    case 'error':
      return `(error) ${reply.bytes}`;
    case 'status':
    case 'verbatim':
      return reply.bytes;
    case 'integer':
      return `(integer) ${reply.value}`;
    case 'double':
      return `(double) ${reply.bytes}`;
    case 'bigNumber':
      return `(big number) ${reply.bytes}`;
    case 'bulk':
      return quoteBytes(reply.bytes);
    case 'nil':
      return '(nil)';
    case 'boolean':
      return reply.value ? '(true)' : '(false)';
    case 'array':
      return reply.items.length === 0 ? '(empty array)' : treeItems(reply.items, ')', prefix);
    case 'push':
      return reply.items.length === 0 ? '(empty push)' : treeItems(reply.items, ')', prefix);
    case 'set':
      return reply.items.length === 0 ? '(empty set)' : treeItems(reply.items, '~', prefix);
    case 'map':
      return reply.entries.length === 0 ? '(empty hash)' : treeEntries(reply.entries, prefix);
  }
}

function treeItems(items: readonly Reply[], separator: string, prefix: string): string {
  const width = String(items.length).length;
  const inner = prefix + ' '.repeat(width + 2);
  return items
    .map((item, at) => {
      const number = `${String(at + 1).padStart(width)}${separator} `;
      return (at === 0 ? '' : prefix) + number + treeLines(item, inner);
    })
    .join('\n');
}

function treeEntries(entries: readonly (readonly [Reply, Reply])[], prefix: string): string {
  const width = String(entries.length).length;
  const inner = prefix + ' '.repeat(width + 2);
  return entries
    .map(([key, value], at) => {
      const number = `${String(at + 1).padStart(width)}# `;
      const gap = startsOnNewLine(value) ? `\n${inner}` : '';
      return `${at === 0 ? '' : prefix}${number}${treeLines(key, inner)} => ${gap}${treeLines(value, inner)}`;
    })
    .join('\n');
}

/** Values of more than one element are printed below their key. A map counts its keys and values. */
function startsOnNewLine(value: Reply): boolean {
  switch (value.kind) {
    case 'array':
    case 'set':
    case 'push':
      return value.items.length > 1;
    case 'map':
      return value.entries.length > 0;
    default:
      return false;
  }
}

/** Raw lines, as in a pipe: elements of arrays on lines of their own, however deep. */
export function formatRaw(reply: Reply): Bytes {
  return rawText(reply) as Bytes;
}

function rawText(reply: Reply): string {
  switch (reply.kind) {
    case 'nil':
      return '';
    case 'error':
      return `${reply.bytes}\n`;
    case 'status':
    case 'bulk':
    case 'verbatim':
    case 'double':
    case 'bigNumber':
      return reply.bytes;
    case 'integer':
      return String(reply.value);
    case 'boolean':
      return reply.value ? '(true)' : '(false)';
    case 'array':
    case 'set':
    case 'push':
      return reply.items.map(rawText).join('\n');
    case 'map':
      return reply.entries.map(([key, value]) => `${rawText(key)} ${rawText(value)}`).join('\n');
  }
}

/**
 * One line of JSON as `redis-cli --json`. Bytes from 0x80 pass through, so UTF-8 stays text. Compat with redis-cli: an error becomes
 * `error:"..."` and an infinite double `inf`, neither of which is JSON.
 */
export function formatJson(reply: Reply): Bytes {
  return jsonText(reply) as Bytes;
}

function jsonText(reply: Reply): string {
  switch (reply.kind) {
    case 'nil':
      return 'null';
    case 'error':
      return `error:${jsonString(reply.bytes)}`;
    case 'status':
    case 'bulk':
    case 'verbatim':
      return jsonString(reply.bytes);
    case 'double':
    case 'bigNumber':
      return reply.bytes;
    case 'integer':
      return String(reply.value);
    case 'boolean':
      return reply.value ? 'true' : 'false';
    case 'array':
    case 'set':
    case 'push':
      return `[${reply.items.map(jsonText).join(',')}]`;
    case 'map':
      return `{${reply.entries.map(([key, value]) => `${jsonKey(key)}:${jsonText(value)}`).join(',')}}`;
  }
}

function jsonKey(key: Reply): string {
  const text = jsonText(key);
  return text.startsWith('"') ? text : `"${text}"`;
}

const kJsonEscapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\f': '\\f',
  '\b': '\\b',
};

function jsonString(bytes: string): string {
  // eslint-disable-next-line no-control-regex
  const body = bytes.replace(/[\\"\x00-\x1f]/g, (character) => {
    return kJsonEscapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `"${body}"`;
}
