import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bytesFromArray, decodeReply, formatJson, formatRaw, formatTree } from 'ferrous-lua';

interface Recorded {
  readonly name: string;
  readonly wire: string;
  readonly tree: string;
  readonly raw: string;
  readonly json: string;
}

const file = new URL('./recorded/replies-7.0.15.jsonl', import.meta.url);
const recorded = readFileSync(file, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded);

const bytes = (base64: string): string => bytesFromArray(Buffer.from(base64, 'base64'));

describe('replies as redis-cli 7.0.15 prints them', () => {
  it('has a recording', () => expect(recorded.length).toBeGreaterThan(30));

  for (const { name, wire, tree, raw, json } of recorded) {
    const reply = decodeReply(Buffer.from(wire, 'base64'));
    it(`prints ${name} on a terminal`, () => expect(`${formatTree(reply)}\n`).toBe(bytes(tree)));
    it(`prints ${name} raw`, () => expect(`${formatRaw(reply)}\n`).toBe(bytes(raw)));
    it(`prints ${name} as JSON`, () => expect(`${formatJson(reply)}\n`).toBe(bytes(json)));
  }
});
