/**
 * The Lua scripts of real packages: all are compiled, and what the packages send in recorded sessions is played against our engine,
 * which must answer as the recorded server did and leave the same keyspace; a live server, where there is one, must agree too.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine } from 'ferrous-lua';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/process.mjs';
import { serverDoor } from './lib/door.mjs';
import { openEngine } from './lib/engine_door.mjs';
import { RedisClient, hasRedisServer, startRedisServer } from './lib/redis_server.mjs';
import { extractScripts, packages } from './real_scripts/extract.mjs';
import { type RecordedSession, differences } from './real_scripts/play.mjs';

interface Head {
  readonly kind: 'server';
  readonly version: string;
  readonly refused: readonly { readonly script: string; readonly reply: { readonly error: string } }[];
}

const recordFile = readdirSync(join(root, 'tests/compat')).find((name) => /^real-scripts\.redis-.*\.jsonl$/.test(name)) ?? '';
const [head, ...sessions] = readFileSync(join(root, 'tests/compat', recordFile), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line)) as [Head, ...RecordedSession[]];
const scripts = extractScripts();
const texts = new Map(scripts.map(({ sha1, text }) => [sha1, text]));

describe('scripts of real packages', () => {
  it('are found in every package, more than a hundred of them', () => {
    expect(scripts.length).toBeGreaterThan(100);
    expect([...new Set(scripts.map((script) => script.package))].sort()).toEqual([...packages].sort());
  });

  it('compile, all of them; Redis refuses only the flags that it does not know', async () => {
    const refused = new Map(head.refused.map(({ script, reply }) => [script, reply.error]));
    const engine = await createEngine();
    const wrong: string[] = [];
    for (const script of scripts) {
      const answer = await engine.load(script.text).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
      const expected = refused.get(script.sha1) ?? script.sha1;
      if (answer !== expected) wrong.push(`${script.package} ${script.path} ${script.name}: ${answer}, not ${expected}`);
      if (!refused.has(script.sha1)) continue;
      const report = await engine.compile(script.text.replace(/^#!.*/, '#!lua'));
      if (report.status !== 'compiled') wrong.push(`${script.package} ${script.name}: does not compile without its flags`);
    }
    engine.close();
    expect(wrong).toEqual([]);
  });

  it('are recorded running: at least twelve of at least five packages in the sessions below', () => {
    const used = sessions.flatMap((session) => session.steps.flatMap((step) => step.words.map((word) => (typeof word === 'object' && 'script' in word ? word.script : ''))));
    expect(new Set(used.filter(Boolean)).size).toBeGreaterThanOrEqual(12);
    expect(new Set(sessions.map((session) => session.package)).size).toBeGreaterThanOrEqual(5);
  });
});

describe(`sessions recorded with Redis ${head.version}, on our engine`, () => {
  it.each(sessions)('$package: $name', async (session) => {
    const engine = await openEngine();
    const found = await differences(engine.door, session, texts);
    engine.close();
    expect(found).toEqual([]);
  });
});

describe.skipIf(!hasRedisServer())('the same sessions on a live server', () => {
  let server: Awaited<ReturnType<typeof startRedisServer>>;
  let client: RedisClient;

  beforeAll(async () => {
    server = await startRedisServer();
    client = await RedisClient.open(server.port);
  });

  afterAll(async () => {
    client?.close();
    await server?.stop();
  });

  // The time of a live server goes on: when a millisecond ends within a script, what it says of an expiry is another number. A session is
  // played again then, from an empty keyspace.
  it.each(sessions)('$package: $name', { retry: 3 }, async (session) => {
    expect(await differences(serverDoor(client), session, texts)).toEqual([]);
  });
});

describe('the environment', () => {
  it('has a live server in continuous integration', () => {
    expect(process.env['CI'] === undefined || hasRedisServer()).toBe(true);
    expect(existsSync(join(root, 'tests/compat', recordFile))).toBe(true);
  });
});
