/** `ferrous-lua server` as a process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
let folder = '';
let data = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ferrous-server-'));
  data = join(folder, 'data.txt');
  writeFileSync(data, 'SET k before\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Serves with the data file, does something at the port, and waits for the end. Answers the exit code. */
async function serving(act: (port: number, end: (signal: NodeJS.Signals) => void) => void): Promise<number | null> {
  const server = spawn(process.execPath, [program, 'server', '--port', '0', '--data', data], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(server, 'exit');
  const [line] = (await once(server.stdout, 'data')) as [Buffer];
  act(Number(/:(\d+)\n$/.exec(String(line))?.[1]), (signal) => server.kill(signal));
  const [code] = (await exited) as [number | null];
  return code;
}

function sending(bytes: string): (port: number) => void {
  return (port) => void connect(port, '127.0.0.1').on('error', () => undefined).write(bytes);
}

describe('ferrous-lua server --data', () => {
  it.each(['SHUTDOWN', 'SHUTDOWN SAVE'])('saves at %s', async (command) => {
    expect(await serving(sending(`SET k after\r\n${command}\r\n`))).toBe(0);
    expect(readFileSync(data, 'utf8')).toContain('SET k after');
  });

  it('leaves the file alone at SHUTDOWN NOSAVE', async () => {
    expect(await serving(sending('SET k after\r\nSHUTDOWN NOSAVE\r\n'))).toBe(0);
    expect(readFileSync(data, 'utf8')).toBe('SET k before\n');
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('saves at %s', async (signal) => {
    const code = await serving((port, end) => {
      const client = connect(port, '127.0.0.1').on('error', () => undefined);
      client.write('SET k after\r\n');
      client.once('data', () => end(signal));
    });
    expect(code).toBe(0);
    expect(readFileSync(data, 'utf8')).toContain('SET k after');
  });
});
