// @ts-check
/** The server of the built npm package, in a process of its own at a free port of the loopback interface. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from '../../../scripts/lib/process.mjs';

/**
 * Starts a server; `stop` ends it.
 * @param {readonly string[]} [nodeOptions] for the process: `--cpu-prof`
 * @param {readonly string[]} [options] of the command: `--compat`
 * @returns {Promise<{ port: number, pid: number, hasEnded: () => boolean, stop: () => Promise<void> }>}
 */
export async function startPackagedServer(nodeOptions = [], options = []) {
  const words = [...nodeOptions, join(root, 'web/client/dist/cli/main.js'), 'server', '--port', '0', ...options];
  const server = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(server, 'exit');
  const end = () => server.kill('SIGKILL');
  process.once('exit', end);
  const line = await Promise.race([once(server.stdout, 'data').then(String), ended.then(([code]) => `it ended with ${code}`)]);
  const port = Number(/:([0-9]+)\s*$/.exec(line)?.[1]);
  if (!port) throw new Error(`the server did not start: ${line}`);
  const stop = async () => {
    process.off('exit', end);
    server.kill('SIGTERM');
    await ended;
  };
  const hasEnded = () => server.exitCode !== null || server.signalCode !== null;
  return { port, pid: server.pid ?? 0, hasEnded, stop };
}
