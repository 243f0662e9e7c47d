// @ts-check
/**
 * Joins the data segments of a WebAssembly module. What the module does stays the same.
 *
 * wasm-opt cuts data at every few zeros, which makes a module smaller and its compressed form larger: thousands of segment headers hide
 * from gzip what the tables of commands have in common. Segments at most {@link kGapBytes} apart become one again, zeros in between.
 * That needs memory that is zero before the segments are written, which is what a module with a memory of its own has.
 */
import { Reader, join, kSection, readSections, unsigned, writeSections } from './module_format.mjs';

/** Wider gaps than this stay: their zeros would cost more than a header. */
const kGapBytes = 64;

/** @typedef {{ address: number, parts: Uint8Array[], end: number }} Segment */

/** Reads the signed constant of an active segment of memory 0. @param {Reader} reader */
function readAddress(reader) {
  if (reader.unsigned() !== 0 || reader.byte() !== 0x41) throw new Error('unknown kind of data segment');
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = reader.byte();
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) {
      const isNegative = shift < 25 && (byte & 0x40) !== 0;
      if (reader.byte() !== 0x0b) throw new Error('unknown address of a data segment');
      return (isNegative ? value | (-1 << (shift + 7)) : value) >>> 0;
    }
  }
}

/** @param {number} value a 32-bit number @returns {Uint8Array} its signed form */
function signed(value) {
  const bytes = [];
  for (let rest = value | 0; ; rest >>= 7) {
    const isLast = rest >= -64 && rest < 64;
    bytes.push(isLast ? rest & 0x7f : (rest & 0x7f) | 0x80);
    if (isLast) return Uint8Array.from(bytes);
  }
}

/** @param {Uint8Array} content @returns {Segment[]} */
function joinedSegments(content) {
  const reader = new Reader(content);
  /** @type {Segment[]} */
  const segments = [];
  for (let left = reader.unsigned(); left > 0; left--) {
    const address = readAddress(reader);
    const bytes = reader.take(reader.unsigned());
    const last = segments.at(-1);
    const gap = last === undefined ? -1 : address - last.end;
    if (last === undefined || gap < 0 || gap > kGapBytes) {
      segments.push({ address, parts: [bytes], end: address + bytes.length });
    } else {
      last.parts.push(new Uint8Array(gap), bytes);
      last.end = address + bytes.length;
    }
  }
  return segments;
}

/**
 * The same module with fewer data segments. Code that names a segment by number (memory.init, data.drop) is not looked for: active
 * segments are not named.
 * @param {Uint8Array} module
 * @returns {Uint8Array}
 */
export function joinData(module) {
  const sections = readSections(module);
  const data = sections.find((section) => section.id === kSection.data);
  if (data === undefined) return module;
  const segments = joinedSegments(data.content);
  const written = segments.flatMap(({ address, parts, end }) => [
    Uint8Array.of(0x00, 0x41),
    signed(address),
    Uint8Array.of(0x0b),
    unsigned(end - address),
    ...parts,
  ]);
  return writeSections(
    sections.map((section) => {
      if (section.id === kSection.data) return { id: section.id, content: join([unsigned(segments.length), ...written]) };
      if (section.id === kSection.dataCount) return { id: section.id, content: unsigned(segments.length) };
      return section;
    }),
  );
}
