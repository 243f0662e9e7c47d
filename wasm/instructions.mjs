// @ts-check
/** Walking over the instructions of a function: WebAssembly core specification 2.0, section 5.4. Anything unknown is an error. */

/** @typedef {import('./module_format.mjs').Reader} Reader */
/** Hears of each number in the code that may be an address. @typedef {(value: number) => void} AddressListener */

const kIntegerConstant = 0x41;
const kLongConstant = 0x42;

/** Skips the declarations of locals with which a body begins. @param {Reader} reader */
export function skipLocals(reader) {
  for (let groups = reader.unsigned(); groups > 0; groups--) skipNumbers(reader, 2);
}

/**
 * Skips one instruction. Returns true when the number of a function comes next, which is not skipped.
 * @param {Reader} reader
 * @param {AddressListener} [hear]
 */
export function skipInstruction(reader, hear) {
  const opcode = reader.byte();
  if (opcode === 0x10 || opcode === 0x12 || opcode === 0xd2) return true;
  if (hear !== undefined && (opcode === kIntegerConstant || opcode === kLongConstant)) tellConstant(reader.signed(), hear);
  else if (opcode >= 0x28 && opcode <= 0x3e) skipAccess(reader, hear);
  else if (opcode === 0x0e) skipNumbers(reader, reader.unsigned() + 1);
  else if (opcode === 0x1c) skipNumbers(reader, reader.unsigned());
  else if (opcode === 0x11) skipNumbers(reader, 2);
  else if (opcode === 0x43) reader.take(4);
  else if (opcode === 0x44) reader.take(8);
  else if (opcode === 0xfc) skipPrefixed(reader);
  else if (isOneNumber(opcode)) reader.skipNumber();
  else if (!isAlone(opcode)) throw new Error(`unknown instruction 0x${opcode.toString(16)}`);
  return false;
}

/** @param {Reader} reader @param {number} count */
export function skipNumbers(reader, count) {
  for (; count > 0; count--) reader.skipNumber();
}

/** A long constant may be two addresses, or an address and a length. @param {bigint} value @param {AddressListener} hear */
function tellConstant(value, hear) {
  hear(Number(BigInt.asUintN(32, value)));
  hear(Number(BigInt.asUintN(32, value >> 32n)));
}

/** Alignment and offset of a load or store. @param {Reader} reader @param {AddressListener} [hear] */
function skipAccess(reader, hear) {
  reader.skipNumber();
  const offset = reader.unsigned();
  hear?.(offset);
}

/** Block types, branches, variables, tables, sizes of memory, integer constants, null references. @param {number} opcode */
function isOneNumber(opcode) {
  const blocks = opcode >= 0x02 && opcode <= 0x04;
  const branches = opcode === 0x0c || opcode === 0x0d;
  const variables = opcode >= 0x20 && opcode <= 0x26;
  return blocks || branches || variables || (opcode >= 0x3f && opcode <= kLongConstant) || opcode === 0xd0;
}

/** Control without operands, drop, select, arithmetic. @param {number} opcode */
function isAlone(opcode) {
  const control = [0x00, 0x01, 0x05, 0x0b, 0x0f, 0x1a, 0x1b, 0xd1].includes(opcode);
  return control || (opcode >= 0x45 && opcode <= 0xc4);
}

/** Saturating conversions and bulk memory. @param {Reader} reader */
function skipPrefixed(reader) {
  const kind = reader.unsigned();
  const counts = [0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 1, 2, 1, 2, 1, 1, 1];
  const count = counts[kind];
  if (count === undefined) throw new Error(`unknown instruction 0xfc ${kind}`);
  skipNumbers(reader, count);
}
