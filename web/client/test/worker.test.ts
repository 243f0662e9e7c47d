import { readFileSync } from 'node:fs';
import { MessageChannel, Worker } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  EngineClosedError,
  LuaSyntaxError,
  WorkerSession,
  WrongStateError,
  bytesFromText,
  createSession,
  workerPort,
} from 'ferrous-lua';
import type { AsyncSessionApi, Bytes, PagePort, RunRequest, RunStats } from 'ferrous-lua';
import { browserPlatform } from '../dist/load_browser.js';
import { nodePlatform } from '../dist/load_node.js';
import { serve } from '../dist/worker.js';
import type { FromWorker, ToWorker } from '../dist/protocol.js';

const workerFile = new URL('../dist/entries/worker_node.js', import.meta.url);
const compiled = (name: string): Promise<WebAssembly.Module> => WebAssembly.compile(readFileSync(new URL(`../dist/${name}`, import.meta.url)));

function request(script: string, rest: Partial<RunRequest> = {}): RunRequest {
  const whole = { keys: [], args: [], setup: [], reset: true, chunkName: 'user_script' };
  return { ...whole, script: bytesFromText(script), ...rest };
}

const words = (...texts: readonly string[]): Bytes[] => texts.map(bytesFromText);

/**
 * The worker's half of the protocol with the browser's way of loading, on this thread, over a real message channel. Turns of the event
 * loop are taken in Node's way: Node empties a message channel of up to a thousand messages before it looks at timers.
 */
function serveInProcess(): PagePort {
  const { port1, port2 } = new MessageChannel();
  serve(
    {
      send: (message) => port2.postMessage(message),
      receive: (handler) => void port2.on('message', (message: ToWorker) => handler(message)),
    },
    { ...browserPlatform, nextTurn: () => nodePlatform.nextTurn() },
  );
  return portOf(port1);
}

function portOf(port: MessagePort): PagePort {
  return {
    send: (message) => port.postMessage(message),
    receive: (handler) => void port.on('message', (message: FromWorker) => handler(message)),
    receiveFailure: () => undefined,
    close: () => port.close(),
  };
}

interface Closable extends AsyncSessionApi {
  close(): void;
}

const targets: Readonly<Record<string, () => Promise<Closable>>> = {
  'on the same thread': () => createSession(),
  'in a worker thread': () => WorkerSession.connect(workerPort(new Worker(workerFile))),
  'over a message channel': async () => {
    const wasm = await compiled('vm.wasm');
    return WorkerSession.connect(serveInProcess(), { wasm, deferredWasm: await compiled('vm_deferred.wasm') });
  },
};

for (const [name, connect] of Object.entries(targets)) {
  describe(`a session ${name}`, () => {
    let session: Closable;
    beforeAll(async () => {
      session = await connect();
    });
    afterAll(() => session.close());

    it('runs a script with keys, arguments and data', async () => {
      const outcome = await session.run(
        request('return {redis.call("GET", KEYS[1]), ARGV[1]}', {
          keys: words('k'),
          args: words('é'),
          setup: ['SET k "a b"', words('SET', 'other', 'v')],
        }),
      );
      expect(outcome).toMatchObject({
        status: 'finished',
        reply: { kind: 'array', items: [{ kind: 'bulk', bytes: 'a b' }, { kind: 'bulk', bytes: '\xc3\xa9' }] },
        changes: [],
      });
      expect(outcome.setup).toHaveLength(2);
    });

    it('reports what a run changed', async () => {
      const outcome = await session.run(request('redis.call("SET", "a", "2") redis.call("DEL", "b")', { setup: ['MSET a 1 b 1'] }));
      expect(outcome.changes.map(({ kind, key }) => `${kind} ${key}`).sort()).toEqual(['changed a', 'removed b']);
      const changed = outcome.changes.find(({ kind }) => kind === 'changed');
      expect(changed).toMatchObject({ before: { preview: [{ text: '1' }] }, after: { preview: [{ text: '2' }] } });
    });

    it('reports a syntax error with its line', async () => {
      const outcome = await session.run(request('x = = 1'));
      expect(outcome).toMatchObject({ status: 'failed', error: { code: 'SYNTAX', line: 1 } });
    });

    it('stops an endless loop within 100 ms and stays usable', async () => {
      const running = session.run(request('while true do end'));
      await new Promise((resolve) => setTimeout(resolve, 300));
      const askedMs = performance.now();
      await session.stop();
      const outcome = await running;
      expect(performance.now() - askedMs).toBeLessThan(100);
      expect(outcome.status).toBe('stopped');
      expect(await session.run(request('return 1'))).toMatchObject({ reply: { kind: 'integer', value: 1 } });
    });

    it('answers questions while a script runs, and refuses a second one', async () => {
      const running = session.run(request('redis.call("SET", "k", "v") while true do end'));
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect((await session.keyspace({ database: 0, offset: 0, count: 10 })).total).toBe(1);
      await expect(session.run(request('return 1'))).rejects.toBeInstanceOf(WrongStateError);
      await expect(session.command(words('PING'))).rejects.toBeInstanceOf(WrongStateError);
      await session.stop();
      expect((await running).status).toBe('stopped');
    });

    it('fails a run that uses up its budget', async () => {
      const outcome = await session.run(request('while true do end', { limits: { instructions: 50_000 } }));
      expect(outcome).toMatchObject({ status: 'failed', error: { code: 'LIMIT' } });
    });

    it('steps by line, instruction and operation to the end', async () => {
      const script = 'local a = 1\nlocal b = a + 1\nreturn b';
      const entry = await session.start(request(script));
      expect(entry).toMatchObject({ status: 'paused', pause: { reason: 'entry', position: { line: 1, functionId: 0 } } });
      const second = await session.step('line');
      expect(second).toMatchObject({ status: 'paused', pause: { reason: 'step', position: { line: 2 } } });
      expect(second.pause?.frames[0]?.registers).toContainEqual({ index: 0, name: 'a', value: { type: 'number', text: '1' } });
      const steps = second.pause?.steps ?? 0;
      const third = await session.step('instruction');
      expect(third.pause?.steps).toBeGreaterThan(steps);
      expect((await session.step('operation')).status).toMatch(/paused|finished/);
      expect(await session.step('continue')).toMatchObject({ status: 'finished', reply: { kind: 'integer', value: 2 } });
      await expect(session.step('line')).rejects.toBeInstanceOf(WrongStateError);
    });

    it('stops at breakpoints', async () => {
      await session.start(request('local a = 1\n\n\nlocal b = 2\nreturn b'));
      expect(await session.setBreakpoints([{ line: 3 }])).toEqual([{ wantedLine: 3, line: 4 }]);
      expect(await session.step('continue')).toMatchObject({ pause: { reason: 'breakpoint', position: { line: 4 } } });
      await session.setBreakpoints([]);
      expect((await session.step('continue')).status).toBe('finished');
    });

    it('opens tables of a paused script', async () => {
      await session.start(request('local t = {10, x = "y"}\nreturn 1'));
      const paused = await session.step('line');
      const handle = paused.pause?.frames[0]?.registers[0]?.value.handle ?? 'none';
      const page = await session.inspect(handle, { offset: 0, count: 10 });
      expect(page).toMatchObject({ type: 'table', total: 2 });
      expect(page.entries.map(({ name, value }) => `${name.text} = ${value.text}`).sort()).toEqual(['"x" = "y"', '1 = 10']);
      await session.stop();
      await expect(session.step('line')).rejects.toBeInstanceOf(WrongStateError);
    });

    it('pauses a running script on request', async () => {
      await session.start(request('local i = 0\nwhile true do i = i + 1 end'));
      const running = session.step('continue');
      await new Promise((resolve) => setTimeout(resolve, 50));
      await session.pause();
      expect(await running).toMatchObject({ status: 'paused', pause: { reason: 'stopRequest', position: { line: 2 } } });
      await session.stop();
    });

    it('compiles, lists and executes commands', async () => {
      await session.reset();
      expect(await session.compile(bytesFromText('return 1'))).toMatchObject({ status: 'compiled' });
      expect(await session.list(bytesFromText('return 1'))).toMatch(/^\nmain </);
      await expect(session.list(bytesFromText('return )'))).rejects.toBeInstanceOf(LuaSyntaxError);
      expect(await session.command(words('ECHO', 'é'))).toEqual({ kind: 'bulk', bytes: '\xc3\xa9' });
    });

    it('shows the keyspace by page and pattern', async () => {
      await session.reset();
      await session.command(words('MSET', 'a1', 'x', 'a2', 'y', 'b', 'z'));
      await session.command(words('PEXPIRE', 'a1', '100000'));
      const view = await session.keyspace({ database: 0, offset: 0, count: 1, pattern: 'a*' });
      expect(view).toMatchObject({ total: 2, offset: 0 });
      expect(view.keys[0]).toMatchObject({ key: 'a1', type: 'string', encoding: 'embstr', length: 1, preview: [{ text: 'x' }] });
      expect(view.keys[0]?.ttlMs).toBeGreaterThan(90_000);
    });
  });
}

describe('WorkerSession', () => {
  it('reports progress of a long run', async () => {
    const seen: RunStats[] = [];
    const session = await WorkerSession.connect(workerPort(new Worker(workerFile)), { onProgress: (stats) => seen.push(stats) });
    const running = session.run(request('while true do end'));
    await new Promise((resolve) => setTimeout(resolve, 500));
    await session.stop();
    await running;
    expect(seen.length).toBeGreaterThanOrEqual(2);
    expect(seen.at(-1)?.instructions).toBeGreaterThan(seen[0]?.instructions ?? Infinity);
    session.close();
  });

  it('fails calls once it is closed', async () => {
    const session = await WorkerSession.connect(workerPort(new Worker(workerFile)));
    const running = session.run(request('while true do end'));
    session.close();
    await expect(running).rejects.toBeInstanceOf(EngineClosedError);
    await expect(session.reset()).rejects.toBeInstanceOf(EngineClosedError);
  });

  it('says why an engine cannot be made', async () => {
    const connecting = WorkerSession.connect(workerPort(new Worker(workerFile)), { wasm: 'file:///nowhere/vm.wasm' });
    await expect(connecting).rejects.toMatchObject({ code: 'LOAD' });
  });
});
