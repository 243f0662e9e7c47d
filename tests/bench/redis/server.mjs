// @ts-check
/** The server mode under redis-benchmark. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Failure } from '../../../scripts/lib/process.mjs';
import { startPackagedServer } from '../../compat/lib/packaged_server.mjs';
import { processOf, processorMs } from './processor.mjs';
import { openTable } from './table.mjs';

const kTests = 'set,get,incr,lpush,zadd';

/**
 * Requests per second, by test.
 * @param {number} port
 * @param {number} pipeline
 * @param {number} requests
 * @returns {Promise<Map<string, number>>}
 */
async function requestsPerSecond(port, pipeline, requests) {
  const words = ['-p', String(port), '-t', kTests, '-P', String(pipeline), '-n', String(requests), '--csv'];
  const benchmark = spawn('redis-benchmark', words, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  benchmark.stdout.on('data', (data) => (output += data));
  const [code] = await once(benchmark, 'close');
  const rows = [...output.matchAll(/^"([A-Z]+)[^"]*","([0-9.]+)"/gm)].map(([, name = '', rate]) => /** @type {[string, number]} */ ([name, Number(rate)]));
  if (code !== 0 || rows.length === 0) throw new Failure(`redis-benchmark ended with ${code}: ${output}`);
  return new Map(rows);
}

/**
 * One round against one server: rates into `best`; returns the processor time of a request, in microseconds.
 * @param {Map<string, number>} best
 * @param {{ port: number, pid: number }} server
 * @param {number} pipeline
 * @param {number} requests
 */
async function runRound(best, server, pipeline, requests) {
  const start = processorMs(server.pid);
  const rates = await requestsPerSecond(server.port, pipeline, requests);
  for (const [name, rate] of rates) best.set(name, Math.max(rate, best.get(name) ?? 0));
  return ((processorMs(server.pid) - start) * 1000) / (requests * rates.size);
}

/** @param {{ port: number }} reference @param {number} rounds */
export async function benchServer(reference, rounds) {
  const own = await startPackagedServer();
  const real = { port: reference.port, pid: await processOf(reference.port) };
  for (const [pipeline, requests, target] of /** @type {const} */ ([[1, 100_000, 0.5], [16, 500_000, 0.35]])) {
    const [theirs, ours] = [new Map(), new Map()];
    let [theirUs, ourUs] = [Infinity, Infinity];
    for (let round = 0; round < rounds; round += 1) {
      theirUs = Math.min(theirUs, await runRound(theirs, real, pipeline, requests));
      ourUs = Math.min(ourUs, await runRound(ours, own, pipeline, requests));
    }
    const row = openTable(`redis-benchmark -P ${pipeline}: requests per second (target: ratio at least ${target})`, ['redis-server', 'this', 'ratio']);
    for (const [name, rate] of theirs) row(name, [Math.round(rate), Math.round(ours.get(name) ?? 0), ((ours.get(name) ?? 0) / rate).toFixed(2)]);
    row('processor us', [theirUs.toFixed(2), ourUs.toFixed(2), (theirUs / ourUs).toFixed(2)]);
  }
  await own.stop();
}
