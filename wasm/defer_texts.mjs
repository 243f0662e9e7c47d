// @ts-check
/**
 * Moves texts that only deferred functions use from the first part of the split module into the second, which writes them to their places
 * in memory when it is loaded. Splitting moves functions only, and sentences (help, rare errors) do not compress well.
 *
 * A text is a run of printable characters between zeros. It stays if anything in the first part could point at it: a constant or an offset
 * in its code, or a word in its data, whose value is the address of one of its bytes or of its end. Only texts of {@link kShortestText}
 * bytes and more move: those are sentences, which are addressed as wholes, where a table of characters might be addressed from before its
 * beginning.
 */
import { skipInstruction, skipLocals } from './instructions.mjs';
import { Reader, kSection, readSections, readSegments, withSegments } from './module_format.mjs';

const kShortestText = 16;
const kWordBytes = 4;

/** @typedef {import('./module_format.mjs').Segment} Segment */
/** @typedef {{ start: number, end: number }} Range of addresses; `end` is that of the zero behind the text */

/** @param {Uint8Array} module @param {number} id */
function contentOf(module, id) {
  const section = readSections(module).find((candidate) => candidate.id === id);
  if (section === undefined) throw new Error(`the module has no section ${id}`);
  return section.content;
}

/** All numbers in code and data that may be addresses, in ascending order. @param {Uint8Array} module @param {readonly Segment[]} segments */
function possibleAddresses(module, segments) {
  /** @type {Set<number>} */
  const found = new Set();
  const code = new Reader(contentOf(module, kSection.code));
  for (let left = code.unsigned(); left > 0; left--) {
    const body = new Reader(code.take(code.unsigned()));
    skipLocals(body);
    while (body.at < body.data.length) if (skipInstruction(body, (value) => found.add(value))) body.skipNumber();
  }
  for (const { address, bytes } of segments) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const first = (kWordBytes - (address % kWordBytes)) % kWordBytes;
    for (let at = first; at + kWordBytes <= bytes.length; at += kWordBytes) found.add(view.getUint32(at, true));
  }
  return Uint32Array.from(found).sort();
}

/** @param {number} byte */
const isPrintable = (byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0x09 || byte === 0x0a || byte === 0x0d;

/** @param {Segment} segment @returns {Range[]} */
function textsOf({ address, bytes }) {
  /** @type {Range[]} */
  const texts = [];
  for (let at = 0; at < bytes.length; at++) {
    const start = at;
    while (at < bytes.length && isPrintable(/** @type {number} */ (bytes[at]))) at++;
    const isAlone = bytes[at] === 0 && (start === 0 || bytes[start - 1] === 0);
    if (isAlone && at - start >= kShortestText) texts.push({ start: address + start, end: address + at });
    while (at < bytes.length && bytes[at] !== 0) at++;
  }
  return texts;
}

/** Whether one of the sorted numbers lies within the range. @param {Uint32Array} numbers @param {Range} range */
function holdsNumber(numbers, { start, end }) {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (/** @type {number} */ (numbers[middle]) < start) low = middle + 1;
    else high = middle;
  }
  return low < numbers.length && /** @type {number} */ (numbers[low]) <= end;
}

/**
 * Both parts, with the texts moved. The first part must be the one with the memory, the second without data of its own.
 * @param {{ primary: Uint8Array, deferred: Uint8Array }} parts
 */
export function deferTexts({ primary, deferred }) {
  if (readSections(deferred).some(({ id }) => id === kSection.data)) throw new Error('the second part has data already');
  const segments = readSegments(contentOf(primary, kSection.data));
  const addresses = possibleAddresses(primary, segments);
  /** @type {Segment[]} */
  const moved = [];
  const left = segments.map((segment) => {
    const bytes = segment.bytes.slice();
    for (const text of textsOf(segment).filter((candidate) => !holdsNumber(addresses, candidate))) {
      const [start, end] = [text.start - segment.address, text.end - segment.address];
      moved.push({ address: text.start, bytes: segment.bytes.slice(start, end) });
      bytes.fill(0, start, end);
    }
    return { address: segment.address, bytes };
  });
  return { primary: withSegments(primary, left), deferred: withSegments(deferred, moved) };
}
