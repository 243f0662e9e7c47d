// @ts-check
/** Scripts full of `redis.call`: EVAL on a redis-server of our own against the engine in WebAssembly, both asked from this process. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, root } from '../../scripts/lib/process.mjs';
import { openEngine } from '../compat/lib/engine_door.mjs';
import { RedisClient, startRedisServer } from '../compat/lib/redis_server.mjs';
import { serverDoor } from '../compat/lib/door.mjs';

/** @typedef {import('../compat/lib/door.mjs').Door} Door */

const keys = ['bench:one', 'bench:two', 'bench:three'];

/**
 * Milliseconds and reply of one EVAL on an empty keyspace.
 * @param {Door} door
 * @param {string} script
 */
async function runOnce(door, script) {
  await door(['FLUSHALL']);
  const start = performance.now();
  const reply = await door(['EVAL', script, keys.length, ...keys]);
  return { ms: performance.now() - start, reply: JSON.stringify(reply) };
}

/**
 * @param {number} rounds
 * @returns {Promise<{ program: string, server: number, wasm: number }[]>}
 */
export async function runRedisPrograms(rounds) {
  const folder = join(root, 'tests/bench/programs/redis');
  const server = await startRedisServer();
  const client = await RedisClient.open(server.port);
  const engine = await openEngine();
  try {
    const rows = [];
    for (const name of readdirSync(folder).sort()) {
      const script = readFileSync(join(folder, name), 'utf8');
      const row = { program: name.replace('.lua', ''), server: Infinity, wasm: Infinity };
      for (let round = 0; round < rounds; round += 1) {
        const theirs = await runOnce(serverDoor(client), script);
        const ours = await runOnce(engine.door, script);
        if (ours.reply !== theirs.reply) throw new Failure(`${name}: the engine answers ${ours.reply}, redis-server ${theirs.reply}`);
        row.server = Math.min(row.server, theirs.ms);
        row.wasm = Math.min(row.wasm, ours.ms);
      }
      rows.push(row);
    }
    return rows;
  } finally {
    engine.close();
    client.close();
    await server.stop();
  }
}
