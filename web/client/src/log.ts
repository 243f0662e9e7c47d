/** Log entries as text. */
import { textFromBytes } from './bytes.js';
import type { LogEntry } from './protocol.js';
import type { RawLogEntry } from './vm.js';

export function toLogEntry(entry: RawLogEntry): LogEntry {
  return { level: entry.level, text: textFromBytes(entry.bytes) };
}
