/**
 * Random commands and scripts, the same to the engine and to a live redis-server 7.0.15. `npm run differential` plays more of them.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDifference, playRandomSessions } from './differential/differential.mjs';
import { packageSide, serverSide } from './differential/doors.mjs';
import { hasRedisServer, startRedisServer } from './lib/redis_server.mjs';

type Side = Awaited<ReturnType<typeof packageSide>>;

const kGroups = ['string', 'bitmap', 'hash', 'list', 'set', 'zset', 'stream', 'generic', 'language'];
const kCommands = 600;

describe.skipIf(!hasRedisServer())('random commands', () => {
  let server: Awaited<ReturnType<typeof startRedisServer>>;
  let engine: Side;
  let theirs: Side;
  beforeAll(async () => {
    server = await startRedisServer();
    engine = await packageSide();
    theirs = await serverSide(server.port);
  });
  afterAll(async () => {
    engine.close();
    theirs.close();
    await server.stop();
  });

  it.each(kGroups)('of %s and in scripts are answered as redis-server does', async (group) => {
    const differences: string[] = [];
    const onDifference = (difference: Parameters<typeof describeDifference>[0]) => differences.push(describeDifference(difference));
    await playRandomSessions(engine, theirs, { commands: kCommands, seed: 20_240, groups: [group, 'script'], onDifference, limit: 3 });
    expect(differences).toEqual([]);
  });
});
