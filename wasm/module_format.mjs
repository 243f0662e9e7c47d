// @ts-check
/** Reading and writing WebAssembly modules: WebAssembly core specification 2.0, section 5 (binary format). */

/** Bytes of a module with a position. */
export class Reader {
  /** @param {Uint8Array} data */
  constructor(data, at = 0) {
    this.data = data;
    this.at = at;
  }
  byte() {
    if (this.at >= this.data.length) throw new Error('the module ends early');
    return /** @type {number} */ (this.data[this.at++]);
  }
  /** An unsigned number of at most 32 bits. */
  unsigned() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }
  /** A signed number of at most 64 bits. */
  signed() {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(Number(shift) + 7, value);
    }
  }
  /** Skips a number of any size. */
  skipNumber() {
    while (this.byte() >= 0x80);
  }
  /** @param {number} count */
  take(count) {
    const taken = this.data.subarray(this.at, this.at + count);
    if (taken.length !== count) throw new Error('the module ends early');
    this.at += count;
    return taken;
  }
}

/** @param {number} value */
export function unsigned(value) {
  const bytes = [];
  for (; value >= 0x80; value = Math.floor(value / 128)) bytes.push((value & 0x7f) | 0x80);
  return Uint8Array.of(...bytes, value);
}

/** @param {number} value a 32-bit number @returns {Uint8Array} its signed form */
export function signed(value) {
  const bytes = [];
  for (let rest = value | 0; ; rest >>= 7) {
    const isLast = rest >= -64 && rest < 64;
    bytes.push(isLast ? rest & 0x7f : (rest & 0x7f) | 0x80);
    if (isLast) return Uint8Array.from(bytes);
  }
}

/** @param {readonly Uint8Array[]} parts */
export function join(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Numbers of the sections that are looked into. */
export const kSection = { custom: 0, import: 2, function: 3, export: 7, start: 8, element: 9, code: 10, data: 11, dataCount: 12 };
const kHeaderBytes = 8;

/** @typedef {{ id: number, content: Uint8Array }} Section */

/** @param {Uint8Array} module @returns {Section[]} */
export function readSections(module) {
  const reader = new Reader(module, kHeaderBytes);
  const sections = [];
  while (reader.at < module.length) {
    const id = reader.byte();
    sections.push({ id, content: reader.take(reader.unsigned()) });
  }
  return sections;
}

/** The module with these sections, in this order. @param {readonly Section[]} sections */
export function writeSections(sections) {
  const header = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00);
  return join([header, ...sections.flatMap(({ id, content }) => [Uint8Array.of(id), unsigned(content.length), content])]);
}

/** An active data segment of memory 0. @typedef {{ address: number, bytes: Uint8Array }} Segment */

/** Reads a data section. @param {Uint8Array} content @returns {Segment[]} */
export function readSegments(content) {
  const reader = new Reader(content);
  return Array.from({ length: reader.unsigned() }, () => {
    if (reader.unsigned() !== 0 || reader.byte() !== 0x41) throw new Error('unknown kind of data segment');
    const address = Number(BigInt.asUintN(32, reader.signed()));
    if (reader.byte() !== 0x0b) throw new Error('unknown address of a data segment');
    return { address, bytes: reader.take(reader.unsigned()) };
  });
}

/**
 * The module with another data section, which may be its first. Code that names a segment by number (memory.init, data.drop) is not looked
 * for: active segments are not named.
 * @param {Uint8Array} module
 * @param {readonly Segment[]} segments
 * @returns {Uint8Array}
 */
export function withSegments(module, segments) {
  const parts = segments.flatMap(({ address, bytes }) => [
    Uint8Array.of(0x00, 0x41),
    signed(address),
    Uint8Array.of(0x0b),
    unsigned(bytes.length),
    bytes,
  ]);
  const sections = readSections(module);
  const content = join([unsigned(segments.length), ...parts]);
  const after = sections.findIndex(({ id }) => id === kSection.code) + 1;
  const others = sections.map((section) => (section.id === kSection.dataCount ? { id: section.id, content: unsigned(segments.length) } : section));
  const rest = others.slice(after).filter(({ id }) => id !== kSection.data);
  return writeSections([...others.slice(0, after), { id: kSection.data, content }, ...rest]);
}
