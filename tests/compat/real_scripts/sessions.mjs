// @ts-check
/**
 * What users of the packages do, driven through the packages themselves: each session talks to the Redis at a port as an application
 * would. The recorder listens in between, so the scripts, KEYS, ARGV and preceding data of the record are those that the packages send.
 *
 * @typedef {object} Session
 * @property {string} name
 * @property {string} package
 * @property {(port: number) => Promise<void>} drive
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../../../scripts/lib/process.mjs';

/** @type {(name: string) => any} */
const load = createRequire(join(root, 'package.json'));
const host = '127.0.0.1';
const minute = 60_000;

/** Work that must not fail, and must be undone after the session. */
const quietly = async (/** @type {() => Promise<unknown>} */ work) => work().catch(() => undefined);

/** An error whose stack names no file of this machine. */
function plainError(/** @type {string} */ message) {
  const error = new Error(message);
  error.stack = `Error: ${message}\n    at worker.js:1:1`;
  return error;
}

/** @type {(port: number) => any} */
function ioredis(port) {
  const { Redis } = load('ioredis');
  return new Redis({ host, port });
}

/** @type {(use: (client: any) => Promise<unknown>) => (port: number) => Promise<void>} */
const withClient = (use) => async (port) => {
  const client = ioredis(port);
  try {
    await use(client);
  } finally {
    client.disconnect();
  }
};

/** @type {(use: (queue: any) => Promise<unknown>) => (port: number) => Promise<void>} */
const withBull = (use) => async (port) => {
  const Queue = load('bull');
  const queue = new Queue('video', { redis: { host, port } });
  try {
    await queue.isReady();
    await use(queue);
  } finally {
    await queue.close();
  }
};

/** @type {(use: (queue: any, worker: any, connection: any) => Promise<unknown>) => (port: number) => Promise<void>} */
const withBullMQ = (use) => async (port) => {
  const { Queue, Worker } = load('bullmq');
  const connection = { host, port };
  const queue = new Queue('mail', { connection });
  const worker = new Worker('mail', undefined, { connection, autorun: false });
  try {
    await queue.waitUntilReady();
    await worker.waitUntilReady();
    await use(queue, worker, connection);
  } finally {
    await worker.close(true);
    await queue.close();
  }
};

/** @type {(settings: object, use: (queue: any) => Promise<unknown>) => (port: number) => Promise<void>} */
const withBee = (settings, use) => async (port) => {
  const Queue = load('bee-queue');
  const queue = new Queue('addition', { redis: { host, port }, getEvents: false, ...settings });
  try {
    await queue.ready();
    await use(queue);
  } finally {
    await queue.close(100);
  }
};

/** @type {readonly Session[]} */
const bullSessions = [
  {
    name: 'add jobs, process one, fail one',
    package: 'bull',
    drive: withBull(async (queue) => {
      await queue.add({ file: 'a.mp4', size: 1024 });
      await queue.add('resize', { file: 'b.png' }, { attempts: 3, backoff: 5000 });
      const first = await queue.getNextJob();
      await first.progress(42);
      await first.log('half way');
      await first.update({ file: 'a.mp4', size: 1024, checked: true });
      await first.moveToCompleted('done', true, true);
      const second = await queue.getNextJob();
      await second.moveToFailed(plainError('no disk'), true);
      await queue.getJobCounts();
      await first.isCompleted();
    }),
  },
  {
    name: 'priorities, delays, promotion',
    package: 'bull',
    drive: withBull(async (queue) => {
      for (const priority of [5, 1, 3, 1]) await queue.add({ priority }, { priority });
      const delayed = await queue.add({ later: true }, { delay: 10 * minute, jobId: 'nightly' });
      await queue.getCountsPerPriority([1, 3, 5]);
      await delayed.promote();
      await queue.getJobCounts();
    }),
  },
  {
    name: 'pause, resume, clean, remove by pattern',
    package: 'bull',
    drive: withBull(async (queue) => {
      for (const jobId of ['report:1', 'report:2', 'invoice:1']) await queue.add({ jobId }, { jobId });
      await queue.pause();
      await queue.add({ while: 'paused' });
      await queue.resume();
      const job = await queue.getNextJob();
      await job.moveToCompleted('ok', true, true);
      await queue.removeJobs('report:*');
      await queue.clean(0, 'completed');
      await queue.getJobCounts();
    }),
  },
  {
    name: 'retry a failed job, then remove everything',
    package: 'bull',
    drive: withBull(async (queue) => {
      await queue.add({ n: 1 });
      await queue.add({ n: 2 });
      const job = await queue.getNextJob();
      await job.moveToFailed(plainError('timeout'));
      await quietly(() => job.releaseLock());
      await job.retry();
      const other = await queue.getNextJob();
      await other.releaseLock();
      await queue.obliterate({ force: true });
    }),
  },
];

/** @type {readonly Session[]} */
const bullMQSessions = [
  {
    name: 'add, process, complete',
    package: 'bullmq',
    drive: withBullMQ(async (queue, worker) => {
      await queue.add('welcome', { to: 'ann@example.org' });
      await queue.addBulk([{ name: 'news', data: { n: 1 } }, { name: 'news', data: { n: 2 }, opts: { priority: 2 } }]);
      const job = await worker.getNextJob('token-1');
      await job.updateProgress(50);
      await job.log('sent to the server');
      await job.extendLock('token-1', minute);
      await job.moveToCompleted({ id: 'abc' }, 'token-1', false);
      await queue.getJobCounts();
      await job.getState();
    }),
  },
  {
    name: 'delay, priority, failure, retry',
    package: 'bullmq',
    drive: withBullMQ(async (queue, worker) => {
      const later = await queue.add('later', { n: 1 }, { delay: 10 * minute });
      await queue.add('soon', { n: 2 }, { priority: 7 });
      const failing = await queue.add('now', { n: 3 }, { attempts: 2, backoff: { type: 'fixed', delay: 1000 } });
      const job = await worker.getNextJob('token-2');
      await job.moveToFailed(plainError('refused'), 'token-2', false);
      await later.changeDelay(minute);
      await later.promote();
      await quietly(() => failing.changePriority({ priority: 4 }));
      await queue.getCountsPerPriority([4, 7]);
    }),
  },
  {
    name: 'parent waits for its children',
    package: 'bullmq',
    drive: withBullMQ(async (queue, worker, connection) => {
      const { FlowProducer } = load('bullmq');
      const flow = new FlowProducer({ connection });
      try {
        const children = [1, 2].map((n) => ({ name: 'part', data: { n }, queueName: 'mail' }));
        const tree = await flow.add({ name: 'whole', queueName: 'parents', data: {}, children });
        const child = await worker.getNextJob('token-3');
        await child.moveToCompleted(1, 'token-3', false);
        await tree.job.getDependenciesCount();
      } finally {
        await flow.close();
      }
    }),
  },
  {
    name: 'questions about a queue',
    package: 'bullmq',
    drive: withBullMQ(async (queue) => {
      await queue.getJobCounts('wait', 'completed', 'failed');
      await queue.getWaiting();
      await queue.getCountsPerPriority([1, 2]);
      await queue.isMaxed();
      await queue.getRateLimitTtl();
      await queue.getJobLogs('1');
      await queue.getMetrics('completed');
      await queue.getDependencies('1', 'processed', 0, -1);
    }),
  },
];

/** @type {readonly Session[]} */
const beeSessions = [
  {
    name: 'save, delay, remove, look for stalled jobs',
    package: 'bee-queue',
    drive: withBee({ activateDelayedJobs: false, isWorker: true }, async (queue) => {
      const job = await queue.createJob({ x: 2, y: 3 }).setId('sum').save();
      await queue.createJob({ x: 1, y: 1 }).retries(2).timeout(3000).save();
      await queue.createJob({ x: 5, y: 5 }).delayUntil(Date.now() + 10 * minute).save();
      await queue.checkStalledJobs();
      await queue.checkHealth();
      await job.remove();
    }),
  },
  {
    name: 'raise delayed jobs',
    package: 'bee-queue',
    drive: withBee({ activateDelayedJobs: true, isWorker: true }, async (queue) => {
      await queue.createJob({ n: 1 }).delayUntil(Date.now() + 20).save();
      await queue.createJob({ n: 2 }).delayUntil(Date.now() + 10 * minute).save();
      await new Promise((done) => setTimeout(done, 60));
      await queue._activateDelayed?.();
      await queue.checkHealth();
    }),
  },
];

/** @type {readonly Session[]} */
const lockSessions = [
  {
    name: 'lock, refuse a second one, extend, unlock',
    package: 'redlock',
    drive: withClient(async (client) => {
      const Redlock = load('redlock');
      const redlock = new Redlock([client], { retryCount: 0 });
      const lock = await redlock.lock(['locks:account:322', 'locks:account:323'], minute);
      await quietly(() => redlock.lock('locks:account:322', minute));
      const longer = await lock.extend(2 * minute);
      const other = await redlock.lock('locks:account:9', minute);
      await longer.unlock();
      await quietly(() => longer.unlock());
      await other.extend(minute);
    }),
  },
  {
    name: 'mutex',
    package: 'redis-semaphore',
    drive: withClient(async (client) => {
      const { Mutex } = load('redis-semaphore');
      const options = { lockTimeout: minute, acquireAttemptsLimit: 1, refreshInterval: 0, identifier: 'worker-1' };
      const mutex = new Mutex(client, 'lockingResource', options);
      await mutex.acquire();
      await new Mutex(client, 'lockingResource', { ...options, identifier: 'worker-2' }).tryAcquire();
      await client.get('mutex:lockingResource');
      await refreshOnce(mutex);
      await mutex.release();
      await new Mutex(client, 'other', options).acquire();
    }),
  },
  {
    name: 'semaphore and multi semaphore',
    package: 'redis-semaphore',
    drive: withClient(async (client) => {
      const { MultiSemaphore, Semaphore } = load('redis-semaphore');
      const options = { lockTimeout: minute, acquireAttemptsLimit: 1, refreshInterval: 0 };
      const two = (/** @type {string} */ identifier) => new Semaphore(client, 'printer', 2, { ...options, identifier });
      const first = two('a');
      await first.acquire();
      await two('b').acquire();
      await two('c').tryAcquire();
      await refreshOnce(first);
      await first.release();
      const many = new MultiSemaphore(client, 'seats', 5, 3, { ...options, identifier: 'group' });
      await many.acquire();
      await new MultiSemaphore(client, 'seats', 5, 3, { ...options, identifier: 'late' }).tryAcquire();
      await refreshOnce(many);
      await many.release();
    }),
  },
];

/** Refreshes a lock as its timer would. */
const refreshOnce = (/** @type {any} */ lock) => lock._refresh();

/** The clients of @upstash/ratelimit speak HTTP; this one has the same methods over a connection. */
function upstashClient(/** @type {any} */ client) {
  // Redis 7.0 knows `#!lua` but not the flag that only Upstash has.
  const known = (/** @type {string} */ script) => script.replace(/^#!lua flags=allow-key-locking/, '#!lua');
  return {
    eval: (/** @type {string} */ script, /** @type {string[]} */ keys, /** @type {any[]} */ args) => client.eval(known(script), keys.length, ...keys, ...args),
    evalsha: (/** @type {string} */ hash, /** @type {string[]} */ keys, /** @type {any[]} */ args) => client.evalsha(hash, keys.length, ...keys, ...args),
  };
}

/** @type {(name: string, limiter: (Ratelimit: any) => unknown, rounds: number) => Session} */
const upstash = (name, limiter, rounds) => ({
  name,
  package: '@upstash/ratelimit',
  drive: withClient(async (client) => {
    const { Ratelimit } = load('@upstash/ratelimit');
    const ratelimit = new Ratelimit({ redis: upstashClient(client), limiter: limiter(Ratelimit), ephemeralCache: false, prefix: 'app' });
    for (let round = 0; round < rounds; round += 1) await ratelimit.limit('user:17');
    await ratelimit.limit('user:18', { rate: 2 });
    await ratelimit.getRemaining('user:17');
    await ratelimit.resetUsedTokens('user:18');
  }),
});

/** @type {readonly Session[]} */
const limiterSessions = [
  {
    name: 'consume until refused, punish, reward',
    package: 'rate-limiter-flexible',
    drive: withClient(async (client) => {
      const { RateLimiterRedis } = load('rate-limiter-flexible');
      const limiter = new RateLimiterRedis({ storeClient: client, keyPrefix: 'login', points: 3, duration: 60, blockDuration: 120 });
      for (let round = 0; round < 5; round += 1) await quietly(() => limiter.consume('ann'));
      await limiter.penalty('bob', 2);
      await limiter.reward('bob', 1);
      await limiter.get('bob');
      await limiter.delete('bob');
    }),
  },
  upstash('fixed window', (Ratelimit) => Ratelimit.fixedWindow(3, '60 s'), 5),
  upstash('sliding window', (Ratelimit) => Ratelimit.slidingWindow(4, '60 s'), 6),
  upstash('token bucket', (Ratelimit) => Ratelimit.tokenBucket(2, '60 s', 3), 4),
  {
    name: 'schedule jobs in a cluster',
    package: 'bottleneck',
    drive: async (port) => {
      const Bottleneck = load('bottleneck');
      const limiter = new Bottleneck({
        id: 'api', datastore: 'ioredis', clearDatastore: true, clientOptions: { host, port }, Redis: load('ioredis').Redis,
        maxConcurrent: 2, minTime: 1, reservoir: 10,
      });
      try {
        await limiter.ready();
        await Promise.all([1, 2, 3].map((n) => limiter.schedule(async () => n)));
        await limiter.running();
        await limiter.check();
        await limiter.updateSettings({ maxConcurrent: 3 });
        await limiter.incrementReservoir(5);
        await limiter.currentReservoir();
        await limiter.clusterQueued();
      } finally {
        await limiter.disconnect(true);
      }
    },
  },
];

/** @type {readonly Session[]} */
export const sessions = [...bullSessions, ...bullMQSessions, ...beeSessions, ...lockSessions, ...limiterSessions];
