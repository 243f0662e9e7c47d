// @ts-check
/**
 * Joins the data segments of a WebAssembly module. What the module does stays the same.
 *
 * wasm-opt cuts data at every few zeros, which makes a module smaller and its compressed form larger: thousands of segment headers hide
 * from gzip what the tables of commands have in common. Segments at most {@link kGapBytes} apart become one again, zeros in between.
 * That needs memory that is zero before the segments are written, which is what a module with a memory of its own has.
 */
import { join, kSection, readSections, readSegments, withSegments } from './module_format.mjs';

/** Wider gaps than this stay: their zeros would cost more than a header. */
const kGapBytes = 64;

/** @typedef {import('./module_format.mjs').Segment} Segment */

/** @param {readonly Segment[]} segments @returns {Segment[]} */
function joined(segments) {
  /** @type {{ address: number, parts: Uint8Array[], end: number }[]} */
  const result = [];
  for (const { address, bytes } of segments) {
    const last = result.at(-1);
    const gap = last === undefined ? -1 : address - last.end;
    if (last === undefined || gap < 0 || gap > kGapBytes) {
      result.push({ address, parts: [bytes], end: address + bytes.length });
    } else {
      last.parts.push(new Uint8Array(gap), bytes);
      last.end = address + bytes.length;
    }
  }
  return result.map(({ address, parts }) => ({ address, bytes: join(parts) }));
}

/**
 * The same module with fewer data segments.
 * @param {Uint8Array} module
 * @returns {Uint8Array}
 */
export function joinData(module) {
  const data = readSections(module).find(({ id }) => id === kSection.data);
  return data === undefined ? module : withSegments(module, joined(readSegments(data.content)));
}
