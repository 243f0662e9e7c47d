/** Log entries as text, and the output of plain Lua programs as bytes. */
import { textFromBytes } from './bytes.js';
import type { LogEntry } from './protocol.js';
import type { RawLogEntry } from './vm.js';

export function toLogEntry(entry: RawLogEntry): LogEntry {
  return { level: entry.level, text: textFromBytes(entry.bytes) };
}
