// @ts-check
/**
 * Orders the functions of a WebAssembly module so that similar ones are neighbours. What the module does stays the same.
 *
 * gzip finds repetitions at a distance of at most 32 KiB, a tenth of our code. The linker's order scatters what resembles each other:
 * instances of one template, commands of one shape. Put side by side they are a twentieth smaller after compression, and the
 * module crosses the network compressed.
 *
 * The order is made by a walk: the next function is the one that shares the most rare five-byte sequences with the last few, relative
 * to its size. Then every place that names a function by number is rewritten: calls, the table, exports, the start function. A name
 * section is left out. Anything unknown in the module is an error.
 */

import { skipInstruction, skipLocals, skipNumbers } from './instructions.mjs';
import { Reader, join, kSection, readSections, unsigned, writeSections } from './module_format.mjs';

/** @typedef {import('./module_format.mjs').Section} Section */
/** A function: pieces of code between the numbers of functions that it names. @typedef {{ pieces: Uint8Array[], calls: number[] }} Body */

/** @param {Uint8Array} code @returns {Body} */
function readBody(code) {
  const reader = new Reader(code);
  skipLocals(reader);
  /** @type {Body} */
  const body = { pieces: [], calls: [] };
  let start = 0;
  while (reader.at < code.length) {
    if (!skipInstruction(reader)) continue;
    body.pieces.push(code.subarray(start, reader.at));
    body.calls.push(reader.unsigned());
    start = reader.at;
  }
  body.pieces.push(code.subarray(start));
  return body;
}

/** Number of imported functions: they have the first numbers. @param {Section | undefined} section */
function countImports(section) {
  if (section === undefined) return 0;
  const reader = new Reader(section.content);
  let functions = 0;
  for (let left = reader.unsigned(); left > 0; left--) {
    reader.take(reader.unsigned());
    reader.take(reader.unsigned());
    const kind = reader.byte();
    if (kind > 3) throw new Error(`unknown import ${kind}`);
    if (kind === 0) functions++;
    if (kind === 1 || kind === 3) reader.byte();
    if (kind === 0 || kind === 3) reader.skipNumber();
    else skipNumbers(reader, reader.unsigned() % 2 === 1 ? 2 : 1);
  }
  return functions;
}

// ---- the walk ----

const kSequence = 5;
/** How many functions back similarity counts, and what each step back is worth. */
const kLookBack = 8;
const kFading = 0.85;
/** Sequences in more functions than this tell nothing. */
const kCommon = 600;

/** Hashes of all sequences of a function. @param {Uint8Array} code */
function sequencesOf(code) {
  const found = new Set();
  for (let at = 0; at + kSequence <= code.length; at++) {
    let hash = 0;
    for (let offset = 0; offset < kSequence; offset++) hash = (Math.imul(hash, 31) + (code[at + offset] ?? 0)) | 0;
    found.add(hash);
  }
  return found;
}

/** Old positions in their new order. @param {readonly Uint8Array[]} codes */
function orderBySimilarity(codes) {
  const sequences = codes.map(sequencesOf);
  /** @type {Map<number, number[]>} */
  const owners = new Map();
  for (const [at, set] of sequences.entries()) {
    for (const hash of set) owners.set(hash, [...(owners.get(hash) ?? []), at].slice(0, kCommon + 1));
  }
  const waiting = new Set(codes.keys());
  const order = [];
  for (let next = 0; ; next = mostSimilar(order, sequences, owners, waiting)) {
    order.push(next);
    waiting.delete(next);
    if (waiting.size === 0) return order;
  }
}

/**
 * @param {readonly number[]} order
 * @param {readonly Set<number>[]} sequences
 * @param {ReadonlyMap<number, number[]>} owners
 * @param {ReadonlySet<number>} waiting
 */
function mostSimilar(order, sequences, owners, waiting) {
  /** @type {Map<number, number>} */
  const shared = new Map();
  let weight = 1;
  for (const last of order.slice(-kLookBack).reverse()) {
    for (const hash of sequences[last] ?? []) {
      const others = owners.get(hash) ?? [];
      if (others.length < 2 || others.length > kCommon) continue;
      const value = weight / Math.log2(1 + others.length);
      for (const other of others) if (waiting.has(other)) shared.set(other, (shared.get(other) ?? 0) + value);
    }
    weight *= kFading;
  }
  let best = /** @type {number} */ (waiting.values().next().value);
  let most = 0;
  for (const [other, value] of shared) {
    const likeness = value / ((sequences[other]?.size ?? 0) + 10) ** 0.7;
    if (likeness > most) [best, most] = [other, likeness];
  }
  return best;
}

// ---- rewriting ----

/** @param {Section} section @param {(old: number) => number} renumber */
function rewriteExports(section, renumber) {
  const reader = new Reader(section.content);
  const count = reader.unsigned();
  const parts = [unsigned(count)];
  for (let left = count; left > 0; left--) {
    const start = reader.at;
    reader.take(reader.unsigned());
    const kind = reader.byte();
    parts.push(section.content.subarray(start, reader.at));
    const index = reader.unsigned();
    parts.push(unsigned(kind === 0 ? renumber(index) : index));
  }
  return join(parts);
}

/** @param {Section} section @param {(old: number) => number} renumber */
function rewriteElements(section, renumber) {
  const reader = new Reader(section.content);
  const segments = reader.unsigned();
  const parts = [unsigned(segments)];
  for (let left = segments; left > 0; left--) {
    const start = reader.at;
    if (reader.unsigned() !== 0 || reader.byte() !== 0x41) throw new Error('unknown kind of element segment');
    reader.skipNumber();
    if (reader.byte() !== 0x0b) throw new Error('unknown offset of an element segment');
    parts.push(section.content.subarray(start, reader.at));
    const count = reader.unsigned();
    parts.push(unsigned(count));
    for (let item = count; item > 0; item--) parts.push(unsigned(renumber(reader.unsigned())));
  }
  return join(parts);
}

/** @param {Body} body @param {(old: number) => number} renumber */
function rewriteBody(body, renumber) {
  const parts = body.pieces.flatMap((piece, at) => {
    const call = body.calls[at];
    return call === undefined ? [piece] : [piece, unsigned(renumber(call))];
  });
  const code = join(parts);
  return join([unsigned(code.length), code]);
}

/** @param {Section} section */
function isNameSection({ id, content }) {
  if (id !== kSection.custom) return false;
  const reader = new Reader(content);
  return new TextDecoder().decode(reader.take(reader.unsigned())) === 'name';
}

/**
 * The same module with its functions in an order that compresses well.
 * @param {Uint8Array} module
 * @returns {Uint8Array}
 */
export function orderFunctions(module) {
  const sections = readSections(module);
  /** @param {number} id */
  const find = (id) => sections.find((section) => section.id === id);
  const code = find(kSection.code);
  const types = find(kSection.function);
  if (code === undefined || types === undefined) throw new Error('the module has no functions');

  const codeReader = new Reader(code.content);
  const codes = Array.from({ length: codeReader.unsigned() }, () => codeReader.take(codeReader.unsigned()));
  const typeReader = new Reader(types.content);
  const typeNumbers = Array.from({ length: typeReader.unsigned() }, () => typeReader.unsigned());
  const bodies = codes.map(readBody);

  const order = orderBySimilarity(bodies.map((body) => join(body.pieces)));
  const imports = countImports(find(kSection.import));
  const places = new Map(order.map((old, place) => [old, place]));
  /** @param {number} old */
  const renumber = (old) => (old < imports ? old : imports + /** @type {number} */ (places.get(old - imports)));

  /** @param {Section} section */
  const rewrite = (section) => {
    switch (section.id) {
      case kSection.function:
        return join([unsigned(order.length), ...order.map((old) => unsigned(/** @type {number} */ (typeNumbers[old])))]);
      case kSection.code:
        return join([unsigned(order.length), ...order.map((old) => rewriteBody(/** @type {Body} */ (bodies[old]), renumber))]);
      case kSection.export:
        return rewriteExports(section, renumber);
      case kSection.element:
        return rewriteElements(section, renumber);
      case kSection.start:
        return unsigned(renumber(new Reader(section.content).unsigned()));
      default:
        return section.content;
    }
  };
  return writeSections(sections.filter((section) => !isNameSection(section)).map((section) => ({ id: section.id, content: rewrite(section) })));
}
