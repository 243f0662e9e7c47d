// @ts-check
/**
 * Replies as plain JSON, the form of all recorded files. Numbers are integers, strings are bulk strings, null is the null reply of
 * RESP2, arrays are arrays; everything else is an object with one key: `status`, `error`, `nil` (of RESP3), `double` (its text),
 * `bool`, `map` (pairs), `set`, `push`, `big`, `verbatim` (`fmt:text`), `b64` (a string that is not UTF-8), `int` (beyond 2^53).
 *
 * @typedef {null | number | string | readonly any[] | { readonly [kind: string]: any }} Plain
 */

const strict = new TextDecoder('utf-8', { fatal: true });

/**
 * Bytes as JSON: text where they are UTF-8, else base 64.
 * @param {Uint8Array} bytes
 * @returns {string | { b64: string }}
 */
export function plainString(bytes) {
  try {
    const text = strict.decode(bytes);
    // The decoder drops a byte order mark, which is part of the data.
    if (Buffer.from(text, 'utf8').equals(bytes)) return text;
  } catch {
    // Not text.
  }
  return { b64: Buffer.from(bytes).toString('base64') };
}

/**
 * The bytes of a recorded word.
 * @param {string | number | { readonly b64: string }} word
 * @returns {Buffer}
 */
export function wordBytes(word) {
  return typeof word === 'object' ? Buffer.from(word.b64, 'base64') : Buffer.from(String(word), 'utf8');
}

/**
 * @param {string} digits
 * @returns {Plain}
 */
export function plainInteger(digits) {
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : { int: BigInt(digits).toString() };
}

/**
 * Reads one RESP2 or RESP3 reply; undefined when the bytes end before it does.
 * @param {Buffer} data
 * @param {number} start
 * @returns {{ reply: Plain, end: number } | undefined}
 */
export function decodeReply(data, start) {
  const lineEnd = data.indexOf('\r\n', start);
  if (lineEnd < 0) return undefined;
  const type = String.fromCharCode(data[start] ?? 0);
  const line = data.subarray(start + 1, lineEnd);
  const end = lineEnd + 2;
  switch (type) {
    case '+':
      return { reply: { status: plainString(line) }, end };
    case '-':
      return { reply: { error: plainString(line) }, end };
    case ':':
      return { reply: plainInteger(line.toString()), end };
    case '_':
      return { reply: { nil: 'resp3' }, end };
    case '#':
      return { reply: { bool: line.toString() === 't' }, end };
    case ',':
      return { reply: { double: line.toString() }, end };
    case '(':
      return { reply: { big: line.toString() }, end };
    case '$':
    case '=':
      return decodeBulk(data, type, Number(line), end);
    default:
      return decodeItems(data, type, Number(line), end);
  }
}

/** @type {(data: Buffer, type: string, length: number, start: number) => { reply: Plain, end: number } | undefined} */
function decodeBulk(data, type, length, start) {
  if (length < 0) return { reply: null, end: start };
  const end = start + length + 2;
  if (end > data.length) return undefined;
  const text = plainString(data.subarray(start, start + length));
  return { reply: type === '$' ? text : { verbatim: text }, end };
}

/** @type {(data: Buffer, type: string, count: number, start: number) => { reply: Plain, end: number } | undefined} */
function decodeItems(data, type, count, start) {
  if (count < 0) return { reply: null, end: start };
  /** @type {Plain[]} */
  const items = [];
  let end = start;
  for (let left = type === '%' ? 2 * count : count; left > 0; left -= 1) {
    const item = decodeReply(data, end);
    if (!item) return undefined;
    items.push(item.reply);
    end = item.end;
  }
  if (type === '*') return { reply: items, end };
  if (type === '~') return { reply: { set: items }, end };
  if (type === '>') return { reply: { push: items }, end };
  const pairs = items.flatMap((key, index) => (index % 2 === 0 ? [[key, items[index + 1]]] : []));
  return { reply: { map: pairs }, end };
}
