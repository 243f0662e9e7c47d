// @ts-check
/** A proxy before a Redis server that writes down the commands of all its clients, in the order in which they arrive. */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { plainString } from '../lib/plain.mjs';

/** @typedef {import('../lib/door.mjs').Word} Word */

/** About the connection or the server, not about data. MULTI and EXEC are left out because the commands between are kept. */
const ignored = new Set(
  'HELLO CLIENT INFO SELECT AUTH PING QUIT COMMAND CONFIG SUBSCRIBE UNSUBSCRIBE PSUBSCRIBE PUNSUBSCRIBE MULTI EXEC DISCARD READONLY'.split(' '),
);

/** What a blocking command does when there is something to take. @type {Readonly<Record<string, string>>} */
const unblocked = { BRPOPLPUSH: 'RPOPLPUSH', BLMOVE: 'LMOVE', BZPOPMIN: 'ZPOPMIN', BZPOPMAX: 'ZPOPMAX', BLPOP: 'LPOP', BRPOP: 'RPOP' };

/**
 * Reads one command; undefined when the bytes end before it does.
 * @param {Buffer} data
 * @param {number} start
 * @returns {{ words: Word[], end: number } | undefined}
 */
function readCommand(data, start) {
  /** @type {(at: number) => { value: number, end: number } | undefined} */
  const header = (at) => {
    const end = data.indexOf('\r\n', at);
    return end < 0 ? undefined : { value: Number(data.subarray(at + 1, end)), end: end + 2 };
  };
  const count = header(start);
  if (!count) return undefined;
  /** @type {Word[]} */
  const words = [];
  let at = count.end;
  while (words.length < count.value) {
    const length = header(at);
    if (!length || length.end + length.value + 2 > data.length) return undefined;
    words.push(plainString(data.subarray(length.end, length.end + length.value)));
    at = length.end + length.value + 2;
  }
  return { words, end: at };
}

/**
 * The command as it is recorded; undefined when it is not.
 * @param {Word[]} words
 * @returns {Word[] | undefined}
 */
function recorded(words) {
  const name = String(words[0]).toUpperCase();
  if (ignored.has(name)) return undefined;
  const replacement = unblocked[name];
  return replacement ? [replacement, ...words.slice(1, -1)] : words;
}

/**
 * Starts a proxy.
 * @param {number} serverPort
 * @returns {Promise<{ port: number, take: () => Word[][], close: () => void }>} `take` empties the list of commands
 */
export async function startProxy(serverPort) {
  /** @type {Word[][]} */
  let commands = [];
  const proxy = createServer((client) => {
    const server = connect(serverPort, '127.0.0.1');
    let received = Buffer.alloc(0);
    client.on('data', (data) => {
      received = Buffer.concat([received, data]);
      let at = 0;
      for (let one = readCommand(received, at); one; one = readCommand(received, at)) {
        at = one.end;
        const words = recorded(one.words);
        if (words) commands.push(words);
      }
      received = received.subarray(at);
      server.write(data);
    });
    server.on('data', (data) => client.write(data));
    for (const [one, other] of [[client, server], [server, client]]) {
      one?.on('error', () => other?.destroy());
      one?.on('close', () => other?.destroy());
    }
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const take = () => {
    const taken = commands;
    commands = [];
    return taken;
  };
  return { port: address.port, take, close: () => proxy.close() };
}
