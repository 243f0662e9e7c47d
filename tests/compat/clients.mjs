// @ts-check
/**
 * Runs the test suites of real clients against this server and against redis-server, and prints which tests pass there and not here.
 *
 *   npm run clients -- bullmq FOLDER [file ...]          also bullmq-ioredis, bullmq-node-redis: its tests for these adapters
 *   npm run clients -- ioredis FOLDER [file ...]
 *
 * FOLDER is a checkout of the client with its dependencies installed (and, for bullmq, built: `npm run generate:raw:scripts`, `npm run
 * transform:commands`, `npx tsc -p tsconfig-cjs.json`, `npm run copy:lua`, `npm run copy:includes:lua`), which is no part of this
 * repository. Both servers run at free ports; lib/redirect_port.cjs leads the suites there. A test that fails on one side only is run
 * again on both, alone with its file, because many of them measure time: what differs then is a difference. The exit code is 1 if there is one.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { Failure, root, runMain } from '../../scripts/lib/process.mjs';
import { startPackagedServer } from './lib/packaged_server.mjs';
import { RedisClient, startRedisServer } from './lib/redis_server.mjs';

/** Outcome by test. @typedef {Map<string, 'passed' | 'failed' | 'skipped'>} Outcomes */
/** @typedef {{ name: string, port: number }} Server */
/**
 * `atOnce`: whether it can run twice at the same time.
 * @typedef {{
 *   atOnce: boolean,
 *   command: (files: readonly string[], report: string) => readonly string[],
 *   read: (report: string, folder: string) => Outcomes,
 * }} Suite
 */

const kTimeoutMs = 45 * 60_000;
const kVitest = 'vitest run --no-file-parallelism --reporter=json';
/** ioredis: what concerns a stand-alone server. Its tests of clusters and sentinels bring servers of their own, at fixed ports. */
const kIoredisFiles = ['test/helpers/*.ts', 'test/functional/*.ts', 'test/functional/commands/*.ts'];
const kMocha = 'mocha --no-experimental-strip-types --ignore test/functional/sentinel*.ts --reporter json --reporter-option';

/** Tests of BullMQ under one of its configurations. @param {string} configuration @returns {Suite} */
const bullmq = (configuration) => ({
  atOnce: true,
  command: (files, report) => [...kVitest.split(' '), `--config=${configuration}`, `--outputFile=${report}`, ...files],
  read(report, folder) {
    /** @type {{ testResults: { name: string, assertionResults: { fullName: string, status: string }[] }[] }} */
    const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
    return new Map(
      testResults.flatMap(({ name, assertionResults }) =>
        assertionResults.map(({ fullName, status }) => [
          `${relative(folder, name)}: ${fullName}`,
          status === 'passed' || status === 'failed' ? status : 'skipped',
        ]),
      ),
    );
  },
});

/** @type {Readonly<Record<string, Suite>>} */
const suites = {
  bullmq: bullmq('vitest.config.ts'),
  'bullmq-ioredis': bullmq('vitest.ioredis.config.ts'),
  'bullmq-node-redis': bullmq('vitest.node-redis.config.ts'),
  ioredis: {
    atOnce: false,
    command: (files, report) => [
      ...kMocha.split(' '),
      `output=${report}`,
      ...(files.length > 0 ? [kIoredisFiles[0] ?? '', ...files] : kIoredisFiles),
    ],
    read(report, folder) {
      /** @typedef {{ fullTitle: string, file: string }} Test */
      /** @type {{ passes: Test[], failures: Test[], pending: Test[] }} */
      const { passes, failures, pending } = JSON.parse(readFileSync(report, 'utf8'));
      const named = (/** @type {Test[]} */ tests, /** @type {'passed' | 'failed' | 'skipped'} */ outcome) =>
        tests.map(({ fullTitle, file }) => /** @type {const} */ ([`${relative(folder, file)}: ${fullTitle}`, outcome]));
      return new Map([...named(passes, 'passed'), ...named(pending, 'skipped'), ...named(failures, 'failed')]);
    },
  },
};

/**
 * Runs a suite, or some of its files, against one server.
 * @param {Suite} suite
 * @param {string} folder
 * @param {Server} server
 * @param {readonly string[]} files
 * @returns {Promise<Outcomes>}
 */
async function runSuite(suite, folder, server, files) {
  const client = await RedisClient.open(server.port);
  await client.command('FLUSHALL');
  client.close();
  const place = mkdtempSync(join(tmpdir(), 'ferrous-lua-clients-'));
  const report = join(place, 'report.json');
  const env = {
    ...process.env,
    NODE_ENV: 'test',
    TS_NODE_TRANSPILE_ONLY: 'true',
    COMPAT_REDIS_PORT: String(server.port),
    NODE_OPTIONS: `--require ${join(root, 'tests/compat/lib/redirect_port.cjs')}`,
  };
  try {
    const child = spawn('npx', ['--no-install', ...suite.command(files, report)], { cwd: folder, env, stdio: ['ignore', 'ignore', 'ignore'] });
    const timer = setTimeout(() => child.kill('SIGTERM'), kTimeoutMs);
    await new Promise((resolve) => child.once('close', resolve));
    clearTimeout(timer);
    if (!existsSync(report)) throw new Failure(`${basename(folder)} against ${server.name} wrote no report.`);
    return suite.read(report, folder);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/**
 * @param {Suite} suite
 * @param {string} folder
 * @param {readonly [Server, Server]} servers
 * @param {readonly string[]} files
 */
async function runBoth(suite, folder, [reference, own], files) {
  const theirs = runSuite(suite, folder, reference, files);
  if (!suite.atOnce) await theirs;
  return Promise.all([theirs, runSuite(suite, folder, own, files)]);
}

/** Names of the tests that pass on the first side and not on the second. @param {Outcomes | undefined} first @param {Outcomes | undefined} second */
function passingOnlyOn(first, second) {
  return [...(first ?? [])].filter(([name, outcome]) => outcome === 'passed' && second?.get(name) !== 'passed').map(([name]) => name);
}

/** @param {string} name @param {Outcomes | undefined} outcomes */
function printCounts(name, outcomes) {
  const count = (/** @type {string} */ wanted) => [...(outcomes ?? [])].filter(([, outcome]) => outcome === wanted).length;
  console.log(`${name.padEnd(22)} ${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
}

await runMain(async () => {
  const [name = '', folder = '', ...files] = process.argv.slice(2);
  const suite = suites[name];
  if (suite === undefined || folder === '') throw new Failure(`Usage: npm run clients -- ${Object.keys(suites).join('|')} FOLDER [file ...]`);
  const [reference, own] = [await startRedisServer(), await startPackagedServer()];
  /** @type {readonly [Server, Server]} */
  const servers = [{ name: `redis-server ${reference.version}`, port: reference.port }, { name: 'this server', port: own.port }];
  try {
    const [theirs, ours] = await runBoth(suite, folder, servers, files);
    printCounts(servers[0].name, theirs);
    printCounts(servers[1].name, ours);
    let different = passingOnlyOn(theirs, ours);
    const unsure = [...new Set([...different, ...passingOnlyOn(ours, theirs)].map((test) => test.slice(0, test.indexOf(': '))))];
    for (const file of unsure) {
      const [again, oursAgain] = await runBoth(suite, folder, servers, [file]);
      different = different.filter((test) => !test.startsWith(`${file}: `) || (again?.get(test) === 'passed' && oursAgain?.get(test) !== 'passed'));
    }
    console.log(different.length === 0 ? 'no test passes there and not here' : 'pass there and not here, twice:');
    for (const test of different) console.log(`    ${test}`);
    return different.length === 0 ? 0 : 1;
  } finally {
    await Promise.all([reference.stop(), own.stop()]);
  }
});
