/** The scripts of the Examples menu, each with the keys, arguments and data that make it do something. */

import type { Inputs, Question } from '../state/state.ts';
import coroutines from './coroutines.lua?raw';
import endlessLoop from './endless_loop.lua?raw';
import errors from './errors.lua?raw';
import inventory from './inventory.lua?raw';
import leaderboard from './leaderboard.lua?raw';
import queueMove from './queue_move.lua?raw';
import releaseLock from './release_lock.lua?raw';
import slidingWindow from './sliding_window.lua?raw';
import tokenBucket from './token_bucket.lua?raw';

export interface Example {
  readonly id: string;
  readonly title: string;
  readonly group: 'Patterns' | 'Language';
  readonly inputs: Inputs;
}

function lines(...text: readonly string[]): string {
  return text.join('\n');
}

export const kExamples: readonly [Example, ...Example[]] = [
  {
    id: 'sliding-window',
    title: 'Rate limiter, sliding window',
    group: 'Patterns',
    inputs: {
      source: slidingWindow,
      keys: ['limit:user:42'],
      args: ['1700000060000', '60000', '5', 'req-9'],
      data: lines(
        '# Three requests, two of them older than a minute',
        'ZADD limit:user:42 1699999990000 req-6',
        'ZADD limit:user:42 1699999999000 req-7',
        'ZADD limit:user:42 1700000031000 req-8',
        'HSET limiter:accepted limit:user:42 8',
      ),
    },
  },
  {
    id: 'token-bucket',
    title: 'Rate limiter, token bucket',
    group: 'Patterns',
    inputs: {
      source: tokenBucket,
      keys: ['bucket:api'],
      args: ['1700000002500', '10', '2', '3'],
      data: lines('# 1.5 tokens were left 2.5 seconds ago', 'HSET bucket:api tokens 1.5 at 1700000000000'),
    },
  },
  {
    id: 'release-lock',
    title: 'Lock release with a token',
    group: 'Patterns',
    inputs: {
      source: releaseLock,
      keys: ['lock:invoice:7'],
      args: ['c0ffee'],
      data: lines('SET lock:invoice:7 c0ffee PX 30000'),
    },
  },
  {
    id: 'queue-move',
    title: 'Queue, take jobs',
    group: 'Patterns',
    inputs: {
      source: queueMove,
      keys: ['queue:waiting', 'queue:active', 'queue:started'],
      args: ['2', '1700000000000', 'worker-a'],
      data: lines(
        'LPUSH queue:waiting 101 102 103',
        `HSET job:101 payload '{"to":"ada@example.com"}' state waiting`,
        `HSET job:102 payload '{"to":"bob@example.com"}' state waiting`,
        `HSET job:103 payload '{"to":"cyd@example.com"}' state waiting`,
      ),
    },
  },
  {
    id: 'leaderboard',
    title: 'Leaderboard with neighbours',
    group: 'Patterns',
    inputs: {
      source: leaderboard,
      keys: ['board:weekly'],
      args: ['mia', '1870', '1'],
      data: lines('ZADD board:weekly 2410 ada 1920 bob 1850 cyd 1640 mia 1200 eve'),
    },
  },
  {
    id: 'inventory',
    title: 'Inventory, all or nothing',
    group: 'Patterns',
    inputs: {
      source: inventory,
      keys: ['stock', 'order:88'],
      args: ['[{"item":"lamp","quantity":2},{"item":"desk","quantity":1}]'],
      data: lines('HSET stock lamp 5 desk 1 chair 12'),
    },
  },
  {
    id: 'errors',
    title: 'Errors: pcall, redis.pcall, error',
    group: 'Language',
    inputs: { source: errors, keys: ['greeting', 'note'], args: ['no'], data: lines('SET greeting hello') },
  },
  {
    id: 'coroutines',
    title: 'Coroutines and closures',
    group: 'Language',
    inputs: {
      source: coroutines,
      keys: ['catalogue', 'seen'],
      args: ['6', '4'],
      data: lines(
        "RPUSH catalogue 'A small lantern with copper handles'",
        "RPUSH catalogue 'Garden table, weathered oak, seats four'",
        'ZADD seen 3 copper',
      ),
    },
  },
  {
    id: 'endless-loop',
    title: 'Endless loop, to stop',
    group: 'Language',
    inputs: { source: endlessLoop, keys: [], args: [], data: '' },
  },
];

/** An example as the state wants it. */
export function wanted({ id, title, inputs }: Example): Question {
  return { exampleId: id, title, inputs };
}

export function exampleById(id: string): Example | undefined {
  return kExamples.find((example) => example.id === id);
}
