// @ts-check
/**
 * Both sides: a list of commands in, a list of replies out. The engine is either the built package or the native program, which is
 * quicker to build.
 *
 * @typedef {import('../lib/plain.mjs').Plain} Plain
 * @typedef {import('./commands.mjs').Command} Command
 * @typedef {{ play: (commands: readonly Command[]) => Promise<Plain[]>, close: () => void }} Side
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../../scripts/lib/process.mjs';
import { decodeReply } from '../lib/plain.mjs';
import { RedisClient } from '../lib/redis_server.mjs';

/** @type {(command: Command) => Buffer[]} */
const bytesOf = (command) => command.map((word) => Buffer.from(word, 'latin1'));

/**
 * @param {number} port
 * @returns {Promise<Side>}
 */
export async function serverSide(port) {
  const client = await RedisClient.open(port);
  return { play: (commands) => Promise.all(commands.map((command) => client.command(...bytesOf(command)))), close: () => client.close() };
}

/**
 * The package; the native program must do without it, and so it is loaded only here.
 * @param {{ readonly compat?: '7.0.15' | '7.4' }} [options]
 * @returns {Promise<Side>}
 */
export async function packageSide(options = {}) {
  const { openEngine } = await import('../lib/engine_door.mjs');
  const engine = await openEngine(options);
  return {
    play: async (commands) => {
      /** @type {Plain[]} */
      const replies = [];
      for (const command of commands) replies.push(await engine.door(bytesOf(command).map((word) => ({ b64: word.toString('base64') }))));
      return replies;
    },
    close: engine.close,
  };
}

/**
 * The native program, speaking the protocol over its standard streams.
 * @param {string} program
 * @param {string} [release] of Redis that it answers like
 * @returns {Side}
 */
export function nativeSide(program = join(root, 'build/release/ferrous-lua-native'), release) {
  const child = spawn(program, release === undefined ? ['pipe'] : ['pipe', release], { stdio: ['pipe', 'pipe', 'inherit'] });
  let received = Buffer.alloc(0);
  /** @type {{ done: (reply: Plain) => void, fail: (error: Error) => void }[]} */
  const waiting = [];
  child.stdout.on('data', (data) => {
    received = Buffer.concat([received, data]);
    let at = 0;
    for (let one = decodeReply(received, at); one; one = decodeReply(received, at)) {
      at = one.end;
      waiting.shift()?.done(one.reply);
    }
    received = received.subarray(at);
  });
  child.on('exit', (code, signal) => waiting.splice(0).forEach(({ fail }) => fail(new Error(`the engine ended: ${code ?? signal}`))));
  child.stdin.on('error', () => {});
  /** @type {(command: Command) => Promise<Plain>} */
  const send = (command) => {
    const parts = bytesOf(command);
    child.stdin.write(Buffer.concat([Buffer.from(`*${parts.length}\r\n`), ...parts.flatMap((part) => [Buffer.from(`$${part.length}\r\n`), part, Buffer.from('\r\n')])]));
    return new Promise((done, fail) => waiting.push({ done, fail }));
  };
  return { play: (commands) => Promise.all(commands.map(send)), close: () => child.stdin.end() };
}
