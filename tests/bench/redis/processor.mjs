// @ts-check
/** Processor time of the main thread of a process: what a busy machine does not change much. */
import { readFileSync } from 'node:fs';
import { RedisClient } from '../../compat/lib/redis_server.mjs';

/** Milliseconds that the main thread has run; of this machine's clock where Linux's figures are not to be had. @param {number} pid */
export function processorMs(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return performance.now();
  }
}

/** The process of a server. @param {number} port */
export async function processOf(port) {
  const client = await RedisClient.open(port);
  const info = String(await client.command('INFO', 'server'));
  client.close();
  return Number(/process_id:([0-9]+)/.exec(info)?.[1]);
}
