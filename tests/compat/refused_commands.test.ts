/**
 * Commands that Redis 7.0.15 has and this engine does not must be refused by name, and docs/compatibility.md must list exactly these.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../scripts/lib/process.mjs';
import type { Door } from './lib/door.mjs';
import { openEngine } from './lib/engine_door.mjs';
import type { Plain } from './lib/plain.mjs';

const items = (reply: Plain | undefined): readonly Plain[] => (Array.isArray(reply) ? (reply as readonly Plain[]) : []);

/** Whether a command, called with as few words as it accepts, says that it is not there. */
async function isRefused(door: Door, words: readonly string[], arity: number): Promise<boolean> {
  const filled = [...words, ...Array<string>(Math.max(0, Math.abs(arity) - words.length)).fill('1')];
  // MULTI has been called, too.
  await door(['DISCARD']);
  return JSON.stringify(await door(filled)).includes(`'${words.join('|')}' is not implemented by this engine`);
}

/** Names of all refused commands; a subcommand is written after its container, unless all of the container's are refused. */
async function refusedCommands(door: Door): Promise<readonly string[]> {
  const refused: string[] = [];
  for (const row of items(await door(['COMMAND']))) {
    const [name, arity, , , , , , , , subcommands] = items(row);
    if (await isRefused(door, [String(name)], Number(arity))) {
      refused.push(String(name));
      continue;
    }
    const inside: string[] = [];
    for (const inner of items(subcommands)) {
      const [full, innerArity] = items(inner);
      const words = String(full).split('|');
      if (await isRefused(door, words, Number(innerArity))) inside.push(words.join(' '));
    }
    refused.push(...(inside.length > 0 && inside.length === items(subcommands).length ? [String(name)] : inside));
  }
  return refused.sort();
}

it('refuses by name exactly the commands that docs/compatibility.md lists', async () => {
  const engine = await openEngine();
  const refused = await refusedCommands(engine.door);
  engine.close();
  const section = /## Commands that are refused\n([\s\S]*?)\n## /.exec(readFileSync(join(root, 'docs/compatibility.md'), 'utf8'))?.[1] ?? '';
  const listed = [...section.matchAll(/`([^`]+)`/g)].map((match) => (match[1] ?? '').replace(/\s+/g, ' '));
  expect(listed.sort()).toEqual(refused);
});
