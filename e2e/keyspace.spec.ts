import { expect, test } from './test.ts';

const kData = [
  'SET counter 9',
  'SET old 1',
  'RPUSH jobs a b c',
  'HSET user name ada age 36',
  'ZADD board 1 ada 2 bob',
  'SADD tags x y',
  'SET still here',
].join('\n');

const kSource = [
  "redis.call('INCR', 'counter')",
  "redis.call('DEL', 'old')",
  "redis.call('LPOP', 'jobs')",
  "redis.call('HSET', 'user', 'age', 37)",
  "redis.call('ZADD', 'board', 5, 'cyd')",
  "redis.call('SADD', 'tags', 'z')",
  "redis.call('SET', 'fresh', 'new', 'EX', 60)",
  'return 1',
].join('\n');

test('marks what a run added, changed and removed', async ({ playground }) => {
  await playground.open({ source: kSource, data: kData });
  await playground.run();
  await expect(playground.keyspace).toContainText('1 added, 5 changed, 1 removed');
  await expect(playground.key('fresh')).toHaveAttribute('data-mark', 'added');
  await expect(playground.key('fresh')).toContainText('ttl 60 s');
  await expect(playground.key('old')).toHaveAttribute('data-mark', 'removed');
  await expect(playground.key('still')).toHaveAttribute('data-mark', 'same');
  const changed: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['counter', ['9'], ['10']],
    ['jobs', ['a'], []],
    ['user', ['age 36'], ['age 37']],
    ['board', [], ['cyd 5']],
    ['tags', [], ['z']],
  ];
  for (const [key, removed, added] of changed) {
    await expect(playground.key(key)).toHaveAttribute('data-mark', 'changed');
    await expect(playground.key(key).locator('del')).toHaveText(removed.map((text) => new RegExp(`${text}"?$`)));
    await expect(playground.key(key).locator('ins')).toHaveText(added.map((text) => new RegExp(`${text}"?$`)));
  }
});

test('reports lines of the data pane that Redis refuses', async ({ playground, page }) => {
  await playground.open({ source: 'return 1', data: '# a comment\nSET a 1\n\nNOSUCH x\nSET "b' });
  await playground.run();
  const problems = page.locator('.data-problem');
  await expect(problems).toHaveCount(2);
  await expect(problems.nth(0)).toContainText("Line 4 ERR unknown command 'NOSUCH'");
  await expect(problems.nth(1)).toContainText('Line 5');
});

test('understands quotes and escapes of redis-cli in the data pane', async ({ playground }) => {
  await playground.open({ source: "return redis.call('GET', 'k')", data: String.raw`SET k "a b\x00c\n"` });
  await playground.run();
  await expect(playground.result.locator('.result-text')).toHaveText(String.raw`"a b\x00c\n"`);
});
