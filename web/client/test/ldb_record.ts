/** A live redis-server for the tests of LDB. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transcript } from './ldb_client.js';
import type { LdbCase } from './ldb_cases.js';

export function isOnPath(program: string): boolean {
  return spawnSync(program, ['--version']).status === 0;
}

/** Addresses differ from run to run. */
export function withoutAddresses(lines: readonly string[]): string[] {
  return lines.map((line) => line.replace(/@0x[0-9a-f]+/g, '@0x...'));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** What a live server shows in each case; each begins with an empty keyspace. */
export async function record(cases: readonly LdbCase[]): Promise<{ version: string; sessions: Record<string, string[]> }> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'ldb-'));
  const server = spawn('redis-server', ['--port', String(port), '--save', '', '--dir', folder], { stdio: 'ignore' });
  const cli = (...words: readonly string[]): string =>
    execFileSync('redis-cli', ['-p', String(port), ...words], { stdio: 'pipe' }).toString();
  try {
    for (let tries = 0; tries < 50 && spawnSync('redis-cli', ['-p', String(port), 'PING']).status !== 0; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const version = /redis_version:(\S+)/.exec(cli('INFO', 'server'))?.[1] ?? 'unknown';
    const sessions: Record<string, string[]> = {};
    for (const { name, script, commands, ...options } of cases) {
      cli('FLUSHALL');
      sessions[name] = withoutAddresses(await transcript(port, script, commands, options));
    }
    return { version, sessions };
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}
