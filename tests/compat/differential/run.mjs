// @ts-check
/**
 * `npm run differential -- --commands 100000 --seed 7 [--groups stream,zset] [--native PROGRAM] [--limit 20] [--later PORT]`: random
 * commands and scripts to the engine and to a redis-server 7.0.15, with minimal reproductions of what differs. With `--later` the server
 * is the one at that port of the loopback interface, and the engine answers as Redis 7.4 does. The package has no connections, so that
 * transactions, blocking commands and the like are played with the native program only.
 */
import { parseArgs } from 'node:util';
import { startRedisServer } from '../lib/redis_server.mjs';
import { kConnectionGroups, kGroups } from './commands.mjs';
import { describeDifference, playRandomSessions } from './differential.mjs';
import { nativeSide, packageSide, serverSide } from './doors.mjs';

const { values } = parseArgs({
  options: {
    commands: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    groups: { type: 'string' },
    native: { type: 'string' },
    limit: { type: 'string', default: '20' },
    later: { type: 'string' },
  },
});

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
const isLater = values.later !== undefined;
const server = isLater ? { port: Number(values.later), version: '7.4', stop: async () => {} } : await startRedisServer(['--enable-debug-command', 'yes']);
const engine = values.native === undefined ? await packageSide(isLater ? { compat: '7.4' } : {}) : nativeSide(values.native, isLater ? '7.4' : undefined);
const theirs = await serverSide(server.port);
// Redis looks for waits that are over once in a turn of its timer, and nothing else wakes it here; but what has expired must not go by itself
// between two commands.
await theirs.play([['CONFIG', 'SET', 'hz', '500'], ['DEBUG', 'SET-ACTIVE-EXPIRE', '0']]);
const started = Date.now();
const result = await playRandomSessions(engine, theirs, {
  commands: Number(values.commands),
  seed: Number(values.seed),
  groups: values.groups?.split(',') ?? kGroups.filter((group) => (isLater || group !== 'later') && (values.native !== undefined || !kConnectionGroups.includes(group))),
  limit: Number(values.limit),
  onDifference: (difference) => console.log(`${describeDifference(difference)}\n`),
});
engine.close();
theirs.close();
await server.stop();
console.log(`${result.commands} commands against redis-server ${server.version}, ${result.differences} differences, ${((Date.now() - started) / 1000).toFixed(1)} s`);
process.exitCode = result.differences === 0 ? 0 : 1;
