/** Replies as text for readers: the form of redis-cli, and JSON. */

import { assertNever } from './assert_never.ts';
import { formatTree, textFromBytes } from './engine.ts';
import type { Reply } from './engine.ts';

/** As redis-cli prints a reply on a terminal, without the last line break. */
export function cliText(reply: Reply): string {
  return textFromBytes(formatTree(reply));
}

/** The reply as JSON text: strings as text, statuses as strings, errors as `{"error": …}`, nil as null. */
export function jsonText(reply: Reply): string {
  return json(reply, '');
}

function json(reply: Reply, indent: string): string {
  switch (reply.kind) {
    case 'status':
    case 'bulk':
    case 'verbatim':
      return JSON.stringify(textFromBytes(reply.bytes));
    case 'error':
      return jsonObject([['error', JSON.stringify(textFromBytes(reply.bytes))]], indent);
    case 'integer':
    case 'boolean':
      return String(reply.value);
    case 'nil':
      return 'null';
    case 'bigNumber':
      return textFromBytes(reply.bytes);
    case 'double':
      return Number.isFinite(reply.value) ? String(reply.value) : JSON.stringify(textFromBytes(reply.bytes));
    case 'array':
    case 'set':
    case 'push':
      return jsonArray(reply.items, indent);
    case 'map':
      return jsonObject(
        reply.entries.map(([key, value]) => [memberName(key), json(value, `${indent}  `)]),
        indent,
      );
    default:
      return assertNever(reply);
  }
}

function memberName(key: Reply): string {
  return 'bytes' in key ? textFromBytes(key.bytes) : cliText(key);
}

function jsonArray(items: readonly Reply[], indent: string): string {
  if (items.length === 0) return '[]';
  const inner = `${indent}  `;
  return `[\n${items.map((item) => inner + json(item, inner)).join(',\n')}\n${indent}]`;
}

function jsonObject(members: readonly (readonly [string, string])[], indent: string): string {
  if (members.length === 0) return '{}';
  const inner = `${indent}  `;
  return `{\n${members.map(([name, value]) => `${inner}${JSON.stringify(name)}: ${value}`).join(',\n')}\n${indent}}`;
}

/** What the reply is, in one word for a badge. */
export function replyTypeName(reply: Reply): string {
  switch (reply.kind) {
    case 'bulk':
      return 'string';
    case 'status':
      return 'status';
    case 'error':
      return 'error';
    case 'array':
      return `array of ${reply.items.length}`;
    case 'set':
      return `set of ${reply.items.length}`;
    case 'push':
      return `push of ${reply.items.length}`;
    case 'map':
      return `map of ${reply.entries.length}`;
    case 'bigNumber':
      return 'big number';
    case 'integer':
    case 'nil':
    case 'double':
    case 'boolean':
    case 'verbatim':
      return reply.kind;
    default:
      return assertNever(reply);
  }
}
