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
