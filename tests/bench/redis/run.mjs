// @ts-check
/**
 * `npm run bench:redis`: what the engine costs beside a redis-server of this machine, both asked in turn, so that a busy machine slows both.
 *
 *     npm run bench:redis                    everything
 *     npm run bench:redis -- calls evalsha   some of: calls, evalsha, server, keys
 *     npm run bench:redis -- --rounds 5      more rounds (default 3); the best of each side counts
 *     npm run bench:redis -- --no-build      with what was built before
 *
 * calls: a million calls of `redis.call` in one script, nanoseconds each. evalsha: `engine.evalSha('return 1')` per second. server:
 * redis-benchmark, requests per second, plain and in pipelines of 16. keys: a million elements in a key of each type: insertion, lookup,
 * memory. Times are those of the processor (main threads), except in `server`.
 */
import { build } from '../../../scripts/build.mjs';
import { Failure, runMain, which } from '../../../scripts/lib/process.mjs';
import { readArguments } from '../../../scripts/lib/usage.mjs';
import { startRedisServer } from '../../compat/lib/redis_server.mjs';
import { benchBigKeys } from './big_keys.mjs';
import { benchCalls, benchEvalSha } from './calls.mjs';
import { benchServer } from './server.mjs';

/** @type {Readonly<Record<string, (reference: { port: number }, rounds: number) => Promise<void>>>} */
const parts = { calls: benchCalls, evalsha: (_, rounds) => benchEvalSha(rounds), server: benchServer, keys: benchBigKeys };

await runMain(async () => {
  const given = readArguments(import.meta.url, { rounds: { type: 'string' }, 'no-build': { type: 'boolean' } });
  if (!given) return;
  const rounds = Number(given.values.rounds ?? 3);
  const chosen = given.words;
  for (const program of ['redis-server', 'redis-benchmark']) if (!which(program)) throw new Failure(`${program} is not on PATH.`);
  const unknown = chosen.find((name) => parts[name] === undefined);
  if (unknown !== undefined) throw new Failure(`No part called ${unknown}. Parts: ${Object.keys(parts).join(', ')}.`);
  if (!given.values['no-build']) await build(['wasm', 'client']);
  const reference = await startRedisServer();
  console.log(`beside redis-server ${reference.version}; the best of ${rounds} rounds on each side`);
  try {
    for (const [name, part] of Object.entries(parts)) if (chosen.length === 0 || chosen.includes(name)) await part(reference, rounds);
  } finally {
    await reference.stop();
  }
});
