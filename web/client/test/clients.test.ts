/** Real clients against an engine in the same process, without a port. */
import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { createConnection } from 'node:net';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine, ioredisConnector, nodeRedisSocket } from 'ferrous-lua';
import type { Engine } from 'ferrous-lua';
import { Redis } from 'ioredis';
import { createClient } from 'redis';

let engine: Engine;
beforeEach(async () => {
  engine = await createEngine({ seed: 1 });
});
afterEach(() => engine.close());

/** The end of a wait that the other side brings about. */
const until = async (isSo: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 2));
};
const blockedClients = async (): Promise<number> => {
  const info = String(await engine.command('INFO', 'clients'));
  return Number(/blocked_clients:([0-9]+)/.exec(info)?.[1]);
};

async function nodeRedis(protocol: 2 | 3) {
  const client = createClient({ RESP: protocol, socket: await nodeRedisSocket(engine) });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

describe.each([2, 3] as const)('node-redis with RESP %i', (protocol) => {
  let client: Awaited<ReturnType<typeof nodeRedis>>;
  beforeEach(async () => {
    client = await nodeRedis(protocol);
  });
  afterEach(() => client.destroy());

  it('speaks the protocol that was asked for', async () => {
    expect(await client.sendCommand(['CLIENT', 'INFO'])).toContain(` resp=${protocol}`);
  });

  it('reads and writes each type', async () => {
    expect(await client.set('text', 'caf\u00e9')).toBe('OK');
    expect(await client.get('text')).toBe('caf\u00e9');
    expect(await client.get('missing')).toBe(null);
    await client.hSet('hash', { a: '1', b: '2' });
    expect({ ...(await client.hGetAll('hash')) }).toEqual({ a: '1', b: '2' });
    await client.rPush('list', ['x', 'y']);
    expect(await client.lRange('list', 0, -1)).toEqual(['x', 'y']);
    await client.sAdd('set', 'one');
    expect([...(await client.sMembers('set'))]).toEqual(['one']);
    await client.zAdd('scores', [{ value: 'm', score: 1.5 }, { value: 'n', score: Infinity }]);
    expect(await client.zRangeWithScores('scores', 0, -1)).toEqual([
      { value: 'm', score: 1.5 },
      { value: 'n', score: Infinity },
    ]);
    const id = await client.xAdd('stream', '1-1', { f: 'v' });
    expect(await client.xRange('stream', '-', '+')).toMatchObject([{ id, message: { f: 'v' } }]);
  });

  it('runs scripts and functions', async () => {
    expect(await client.eval('return {KEYS[1], ARGV[1], 7}', { keys: ['k'], arguments: ['a'] })).toEqual(['k', 'a', 7]);
    await expect(client.eval('return redis.error_reply("OOPS no")')).rejects.toThrow('OOPS no');
    await client.functionLoad("#!lua name=lib\nredis.register_function('twice', function(k, a) return a[1] * 2 end)");
    expect(await client.fCall('twice', { keys: [], arguments: ['21'] })).toBe(42);
  });

  it('queues transactions, and fails them when a watched key changes', async () => {
    expect(await client.multi().set('a', '1').incr('a').get('a').exec()).toEqual(['OK', 2, '2']);
    await client.watch('a');
    await engine.command('SET', 'a', 'changed');
    await expect(client.multi().incr('a').exec()).rejects.toThrow('watched keys');
  });

  it('sends a thousand commands at once and reads the replies in order', async () => {
    const replies = await Promise.all(Array.from({ length: 1000 }, () => client.incr('n')));
    expect(replies).toEqual(Array.from({ length: 1000 }, (_, at) => at + 1));
  });

  it('carries a megabyte both ways', async () => {
    const large = 'x'.repeat(1 << 20);
    await client.set('large', large);
    expect(await client.get('large')).toBe(large);
  });

  it('receives what is published, beside its own commands', async () => {
    const subscriber = client.duplicate();
    await subscriber.connect();
    const received: string[] = [];
    await subscriber.subscribe('news', (message) => received.push(message));
    await subscriber.pSubscribe('n*', (message, channel) => received.push(`${channel}: ${message}`));
    expect(await client.publish('news', 'hello')).toBe(2);
    await until(() => received.length === 2);
    expect(received).toEqual(['hello', 'news: hello']);
    subscriber.destroy();
  });

  it('waits for a list, and is woken by another client', async () => {
    const waiting = client.blPop('jobs', 0);
    await until(async () => (await blockedClients()) === 1);
    const pusher = client.duplicate();
    await pusher.connect();
    await pusher.rPush('jobs', 'job');
    expect(await waiting).toEqual({ key: 'jobs', element: 'job' });
    pusher.destroy();
  });

  it('waits for a list, and is woken by the engine', async () => {
    const waiting = client.blPop('jobs', 0);
    await until(async () => (await blockedClients()) === 1);
    await engine.command('RPUSH', 'jobs', 'job');
    expect(await waiting).toEqual({ key: 'jobs', element: 'job' });
  });

  it('connects again after the server has closed its connection', async () => {
    const before = await client.clientId();
    const again = new Promise((resolve) => client.once('ready', resolve));
    await engine.command('CLIENT', 'KILL', 'ID', before);
    await again;
    expect(await client.clientId()).toBeGreaterThan(before);
  });
});

describe('nodeRedisSocket', () => {
  it('is one for an engine, reachable by its user only, and goes with the engine', async () => {
    const [first, second] = await Promise.all([nodeRedisSocket(engine), nodeRedisSocket(engine)]);
    expect(second).toEqual(first);
    expect(statSync(dirname(first.path)).mode & 0o777).toBe(0o700);
    engine.close();
    await until(() => !existsSync(dirname(first.path)));
    await expect(nodeRedisSocket(await createEngine())).resolves.not.toEqual(first);
  });

  it('does not keep the process alive, and leaves nothing behind', () => {
    const code = `
      import { createEngine, nodeRedisSocket } from ${JSON.stringify(import.meta.resolve('ferrous-lua'))};
      console.log((await nodeRedisSocket(await createEngine())).path);`;
    const path = execFileSync(process.execPath, ['--input-type=module', '-e', code], { timeout: 15_000 }).toString().trim();
    expect(path).toMatch(/redis\.sock$/);
    expect(existsSync(dirname(path))).toBe(false);
  });
});

describe('a server whose engine is closed', () => {
  it('listens no longer and drops its clients', async () => {
    const server = await engine.listen({ port: 0 });
    const client = new Redis({ port: server.port ?? 0, lazyConnect: true, retryStrategy: () => null });
    await client.connect();
    const ended = new Promise((resolve) => client.once('end', resolve));
    engine.close();
    await ended;
    const late = new Redis({ port: server.port ?? 0, lazyConnect: true, retryStrategy: () => null });
    late.on('error', () => undefined);
    await expect(late.connect()).rejects.toThrow();
  });
});

describe('SHUTDOWN', () => {
  it('closes servers and connections, and leaves the engine alone', async () => {
    const asked: boolean[] = [];
    const closed = new Promise<void>((resolve) => {
      void engine.listen({ port: 0, onShutdown: (isSaving) => asked.push(isSaving), onClose: resolve });
    });
    const beside = new Redis({ Connector: ioredisConnector(engine), retryStrategy: () => null });
    await beside.set('k', 'v');
    const ended = new Promise((resolve) => beside.once('end', resolve));
    const client = await engine.connect();
    client.write('SHUTDOWN NOSAVE\r\n');
    await Promise.all([closed, ended]);
    expect(asked).toEqual([false]);
    expect(await engine.command('GET', 'k')).toBe('v');
    const later = new Redis({ Connector: ioredisConnector(engine) });
    expect(await later.get('k')).toBe('v');
    later.disconnect();
  });

  it('is refused by name where there is no server', async () => {
    await expect(engine.command('SHUTDOWN')).rejects.toThrow("command 'shutdown' is not implemented by this engine");
  });
});

describe('a server that has as many clients as it may', () => {
  it('tells one more so, closes its connection, and counts it', async () => {
    const server = await engine.listen({ port: 0 });
    await engine.command('CONFIG', 'SET', 'maxclients', 1);
    const client = new Redis({ port: server.port ?? 0, lazyConnect: true });
    await client.connect();
    const refused = createConnection({ port: server.port ?? 0, host: '127.0.0.1' });
    const received: Buffer[] = [];
    for await (const chunk of refused) received.push(chunk as Buffer);
    expect(String(Buffer.concat(received))).toBe('-ERR max number of clients reached\r\n');
    const info = await client.info('stats');
    expect(info).toContain('rejected_connections:1\r\n');
    expect(Number(/total_net_input_bytes:([0-9]+)/.exec(info)?.[1])).toBeGreaterThan('INFO stats'.length);
    client.disconnect();
  });
});

describe.each([2, 3] as const)('ioredis with RESP %i', (protocol) => {
  it('talks to the engine without a socket', async () => {
    const client = new Redis({ Connector: ioredisConnector(engine), protocol });
    expect(await client.client('INFO')).toContain(` resp=${protocol}`);
    await client.hset('hash', 'a', 1);
    expect(await client.hgetall('hash')).toEqual({ a: '1' });
    expect(await client.pipeline().set('k', 'v').get('k').exec()).toEqual([[null, 'OK'], [null, 'v']]);
    const waiting = client.blpop('jobs', 0);
    await until(async () => (await blockedClients()) === 1);
    const other = client.duplicate();
    await other.rpush('jobs', 'job');
    expect(await waiting).toEqual(['jobs', 'job']);
    client.disconnect();
    other.disconnect();
  });
});
