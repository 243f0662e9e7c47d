// @ts-check
/** Our engine, in WebAssembly through the built npm package, as a door. */
import { createEngine } from 'ferrous-lua';
import { plainString, wordBytes } from './plain.mjs';

/**
 * @typedef {import('./door.mjs').Door} Door
 * @typedef {import('./plain.mjs').Plain} Plain
 * @typedef {import('ferrous-lua').Reply} Reply
 */

/** @type {(bytes: string) => Plain} */
const text = (bytes) => plainString(Buffer.from(bytes, 'latin1'));

/**
 * A reply of the engine in the form of the recorded ones.
 * @param {Reply} reply
 * @param {2 | 3} protocol
 * @returns {Plain}
 */
export function plainReply(reply, protocol) {
  const each = (/** @type {Reply} */ one) => plainReply(one, protocol);
  switch (reply.kind) {
    case 'status':
      return { status: text(reply.bytes) };
    case 'error':
      return { error: text(reply.bytes) };
    case 'integer':
      return typeof reply.value === 'bigint' ? { int: reply.value.toString() } : reply.value;
    case 'bulk':
      return text(reply.bytes);
    case 'nil':
      return protocol === 3 ? { nil: 'resp3' } : null;
    case 'array':
      return reply.items.map(each);
    case 'map':
      return { map: reply.entries.map(([key, value]) => [each(key), each(value)]) };
    case 'set':
      return { set: reply.items.map(each) };
    case 'push':
      return { push: reply.items.map(each) };
    case 'double':
      return { double: reply.bytes };
    case 'boolean':
      return { bool: reply.value };
    case 'bigNumber':
      return { big: reply.bytes };
    case 'verbatim':
      return { verbatim: text(`${reply.format}:${reply.bytes}`) };
  }
}

/**
 * A new engine: a door of RESP2, one of RESP3, and its end.
 * @param {import('ferrous-lua').EngineOptions} [options]
 * @returns {Promise<{ door: Door, door3: Door, close: () => void }>}
 */
export async function openEngine(options = {}) {
  const engine = await createEngine(options);
  /** @type {(protocol: 2 | 3) => Door} */
  const door = (protocol) => async (words) => plainReply(await engine.commandReply(words.map(wordBytes), { protocol }), protocol);
  return { door: door(2), door3: door(3), close: () => engine.close() };
}
