// @ts-check
/** Scripts: what one `redis.call` costs inside of a long script, and what a short script costs from outside. */
import { createEngine } from 'ferrous-lua';
import { Failure } from '../../../scripts/lib/process.mjs';
import { openEngine } from '../../compat/lib/engine_door.mjs';
import { RedisClient } from '../../compat/lib/redis_server.mjs';
import { serverDoor } from '../../compat/lib/door.mjs';
import { processOf, processorMs } from './processor.mjs';
import { openTable } from './table.mjs';

/** @typedef {import('../../compat/lib/door.mjs').Door} Door */

const kCalls = 1_000_000;

/** Setup in the first place, then what is called `kCalls` times. @type {Readonly<Record<string, readonly [string, string]>>} */
const loops = {
  INCR: ['', 'call("INCR", key)'],
  GET: ['redis.call("SET", KEYS[1], "value")', 'call("GET", key)'],
  SET: ['', 'call("SET", key, i)'],
  HSET: ['', 'call("HSET", key, "field", i)'],
  HGET: ['redis.call("HSET", KEYS[1], "field", "value")', 'call("HGET", key, "field")'],
  ZADD: ['', 'call("ZADD", key, i, "member")'],
  'ZADD 1000': ['', 'call("ZADD", key, i, i % 1000)'],
  LPUSH: ['', 'call("LPUSH", key, i)'],
  'LPUSH RPOP': ['', 'call("LPUSH", key, i) call("RPOP", key)'],
};

/** @param {string} loop */
const scriptOf = (loop) => `local call, key = redis.call, KEYS[1] for i = 1, ${kCalls} do ${loop} end return "done"`;

/** Nanoseconds of a call. @param {Door} door @param {number} pid @param {string} setup @param {string} loop */
async function nanosecondsOf(door, pid, setup, loop) {
  await door(['FLUSHALL']);
  await door(['EVAL', `${setup} return 1`, 1, 'bench']);
  const script = scriptOf(loop);
  const calls = kCalls * loop.split('call(').slice(1).length;
  const start = processorMs(pid);
  const reply = await door(['EVAL', script, 1, 'bench']);
  const ms = processorMs(pid) - start;
  if (JSON.stringify(reply) !== '"done"') throw new Failure(`${loop}: ${JSON.stringify(reply)}`);
  return (ms * 1e6) / calls;
}

/** @param {{ port: number }} reference @param {number} rounds */
export async function benchCalls(reference, rounds) {
  const client = await RedisClient.open(reference.port);
  const pid = await processOf(reference.port);
  const engine = await openEngine();
  const row = openTable(`redis.call in a script, ${kCalls} times: nanoseconds a call (target: ratio at most 1)`, ['redis-server', 'wasm', 'ratio']);
  for (const [name, [setup, loop]] of Object.entries(loops)) {
    let [theirs, ours] = [Infinity, Infinity];
    for (let round = 0; round < rounds; round += 1) {
      theirs = Math.min(theirs, await nanosecondsOf(serverDoor(client), pid, setup, loop));
      ours = Math.min(ours, await nanosecondsOf(engine.door, process.pid, setup, loop));
    }
    row(name, [theirs.toFixed(0), ours.toFixed(0), (ours / theirs).toFixed(2)]);
  }
  engine.close();
  client.close();
}

/** Calls per second. @param {() => Promise<unknown>} call @param {number} count */
async function perSecond(call, count) {
  const start = processorMs(process.pid);
  for (let left = count; left > 0; left -= 1) await call();
  return count / ((processorMs(process.pid) - start) / 1000);
}

/** @param {number} rounds */
export async function benchEvalSha(rounds) {
  const engine = await createEngine();
  const one = await engine.load('return 1');
  const echo = await engine.load('return ARGV[1]');
  const options = { keys: ['key'], args: ['argument'] };
  /** @type {Readonly<Record<string, () => Promise<unknown>>>} */
  const cases = {
    'return 1': () => engine.evalSha(one),
    'return ARGV[1]': () => engine.evalSha(echo, options),
    'GET (command)': () => engine.command('GET', 'key'),
  };
  const row = openTable('engine.evalSha and engine.command in Node, one after the other (target for return 1: 1,000,000)', ['per second']);
  for (const [name, call] of Object.entries(cases)) {
    await perSecond(call, 100_000);
    let best = 0;
    for (let round = 0; round < rounds; round += 1) best = Math.max(best, await perSecond(call, 300_000));
    row(name, [Math.round(best).toLocaleString('en')]);
  }
  engine.close();
}
