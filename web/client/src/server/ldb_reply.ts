/** Replies as LDB shows them, on one line. */
import { arrayFromBytes, quoteBytes } from '../bytes.js';
import { decodeReply } from '../reply.js';
import type { Bytes, Reply } from '../protocol.js';

/** Shows a reply in RESP, behind the digit of its version. */
export function showReply(entry: Bytes): string {
  return show(decodeReply(arrayFromBytes(entry.slice(1) as Bytes)), entry.startsWith('3') ? '(null)' : 'NULL');
}

function show(reply: Reply, nil: string): string {
  const list = (items: readonly Reply[]): string => items.map((item) => show(item, nil)).join(',');
  switch (reply.kind) {
    case 'status':
      return quoteBytes(`+${reply.bytes}` as Bytes);
    case 'error':
      return quoteBytes(`-${reply.bytes}` as Bytes);
    case 'integer':
      return String(reply.value);
    case 'bulk':
      return quoteBytes(reply.bytes);
    case 'nil':
      return nil;
    case 'array':
    case 'push':
      return `[${list(reply.items)}]`;
    case 'set':
      return `~(${list(reply.items)})`;
    case 'map':
      return `{${reply.entries.map(([key, value]) => `${show(key, nil)} => ${show(value, nil)}`).join(',')}}`;
    case 'double':
      return `(double) ${reply.bytes}`;
    case 'boolean':
      return reply.value ? '#true' : '#false';
    case 'bigNumber':
    case 'verbatim':
      // Redis shows nothing.
      return '';
  }
}
