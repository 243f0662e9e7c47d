// @ts-check
/** A redis-server of our own, on a free port of the loopback interface, and a client that speaks RESP to it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { which } from '../../../scripts/lib/process.mjs';
import { decodeReply, wordBytes } from './plain.mjs';

/** @typedef {import('./plain.mjs').Plain} Plain */
/** @typedef {string | number | { readonly b64: string } | Buffer} Word */

/** Whether a server can be started here. */
export const hasRedisServer = () => which('redis-server') !== undefined;

/** @returns {Promise<number>} */
export async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/** @type {(milliseconds: number) => Promise<void>} */
export const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** One connection. Replies come in the order of the commands. */
export class RedisClient {
  /** @type {import('node:net').Socket} */
  #socket;
  #received = Buffer.alloc(0);
  /** @type {{ done: (reply: Plain) => void, fail: (error: Error) => void }[]} */
  #waiting = [];

  /** @param {import('node:net').Socket} socket */
  constructor(socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (data) => this.#receive(data));
    socket.on('close', () => this.#waiting.splice(0).forEach(({ fail }) => fail(new Error('connection closed'))));
    socket.on('error', () => {});
  }

  /**
   * @param {number} port
   * @returns {Promise<RedisClient>}
   */
  static async open(port) {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new RedisClient(socket);
  }

  /** @param {Buffer} data */
  #receive(data) {
    this.#received = Buffer.concat([this.#received, data]);
    let at = 0;
    for (let one = decodeReply(this.#received, at); one; one = decodeReply(this.#received, at)) {
      at = one.end;
      this.#waiting.shift()?.done(one.reply);
    }
    this.#received = this.#received.subarray(at);
  }

  /**
   * Sends one command; resolves to its reply, errors included.
   * @param {...Word} words
   * @returns {Promise<Plain>}
   */
  command(...words) {
    const parts = words.map((word) => (Buffer.isBuffer(word) ? word : wordBytes(word)));
    const head = Buffer.from(`*${parts.length}\r\n`);
    this.#socket.write(Buffer.concat([head, ...parts.flatMap((part) => [Buffer.from(`$${part.length}\r\n`), part, Buffer.from('\r\n')])]));
    return new Promise((done, fail) => this.#waiting.push({ done, fail }));
  }

  close() {
    this.#socket.destroy();
  }
}

/**
 * Starts a server that keeps nothing; `stop` ends it.
 * @param {readonly string[]} [options] of its command line
 * @returns {Promise<{ port: number, version: string, stop: () => Promise<void> }>}
 */
export async function startRedisServer(options = []) {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'ferrous-lua-redis-'));
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--daemonize', 'no', '--dir', folder, ...options];
  const server = spawn('redis-server', args, { stdio: 'ignore' });
  const ended = once(server, 'exit');
  const end = () => server.kill('SIGKILL');
  process.once('exit', end);
  for (let tries = 0; ; tries += 1) {
    try {
      const client = await RedisClient.open(port);
      const info = String(await client.command('INFO', 'server'));
      client.close();
      const stop = async () => {
        process.off('exit', end);
        server.kill('SIGTERM');
        await ended;
        rmSync(folder, { recursive: true, force: true });
      };
      return { port, version: /redis_version:(\S+)/.exec(info)?.[1] ?? 'unknown', stop };
    } catch (error) {
      if (tries > 200 || server.exitCode !== null) throw error;
      await pause(50);
    }
  }
}
