// @ts-check
/**
 * Installs what is missing, and nothing else. Every other script calls this first; it can be run any number of times.
 *
 *     node scripts/setup.mjs build    what `npm start` and `npm run build` need
 *     node scripts/setup.mjs test     and what `npm test` needs
 *     node scripts/setup.mjs all      and what `npm run check` needs
 *
 * Programs that are on PATH are used as they are, from wherever they come. Missing ones are installed through apt when this
 * is Debian or a relative of it and root or a sudo without password is at hand; otherwise they are named and nothing happens.
 */
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { canFuzz } from './lib/fuzzing.mjs';
import { Failure, capture, heading, run, runMain, which } from './lib/process.mjs';
import { unlessUpToDate } from './lib/stamp.mjs';

/** @typedef {'build' | 'test' | 'all'} Level */

/**
 * @typedef {object} Tool
 * @property {string} name what it is, for the message
 * @property {string} debianPackage
 * @property {Level} level first level that needs it
 * @property {() => boolean} present
 * @property {string} [without] what is left out without it; else it has to be there
 */

/** @type {(...programs: string[]) => () => boolean} */
const onPath =
  (...programs) =>
  () =>
    programs.some((program) => which(program) !== undefined);

/** @type {readonly Tool[]} */
const tools = [
  { name: 'a C++20 compiler (g++ 12 or clang 14)', debianPackage: 'g++', level: 'build', present: onPath('g++', 'clang++') },
  { name: 'CMake 3.21', debianPackage: 'cmake', level: 'build', present: onPath('cmake') },
  { name: 'Ninja', debianPackage: 'ninja-build', level: 'build', present: onPath('ninja') },
  { name: 'Emscripten 3.1.6', debianPackage: 'emscripten', level: 'build', present: onPath('emcc') },
  {
    name: 'GoogleTest',
    debianPackage: 'libgtest-dev',
    level: 'test',
    present: () => ['/usr/include', '/usr/local/include', '/opt/homebrew/include'].some((path) => existsSync(`${path}/gtest/gtest.h`)),
  },
  { name: 'Redis 7.0', debianPackage: 'redis-server', level: 'test', present: onPath('redis-server') },
  { name: 'Lua 5.1', debianPackage: 'lua5.1', level: 'test', present: onPath('lua5.1') },
  { name: 'Chromium', debianPackage: 'chromium', level: 'test', present: onPath('chromium', 'chromium-browser', 'google-chrome') },
  { name: 'Git', debianPackage: 'git', level: 'test', present: onPath('git') },
  {
    name: 'clang with its runtime for libFuzzer',
    debianPackage: 'clang libclang-rt-14-dev',
    level: 'test',
    present: canFuzz,
    without: 'the suite `fuzz` is skipped',
  },
  { name: 'clang-format 14', debianPackage: 'clang-format', level: 'all', present: onPath('clang-format') },
  { name: 'clang-tidy 14', debianPackage: 'clang-tidy', level: 'all', present: onPath('clang-tidy') },
];

/** @type {Readonly<Record<Level, readonly Level[]>>} */
const included = { build: ['build'], test: ['build', 'test'], all: ['build', 'test', 'all'] };

/** How to call apt-get: directly, through sudo, or not at all. */
function aptCommand() {
  if (!which('apt-get')) return undefined;
  if (process.getuid?.() === 0) return ['apt-get'];
  if (which('sudo') && capture('sudo', ['-n', 'true']) !== undefined) return ['sudo', '-n', 'apt-get'];
  return undefined;
}

/** @param {readonly Tool[]} missing */
function explain(missing) {
  const packages = missing.map((tool) => tool.debianPackage).join(' ');
  return [
    'These programs are missing and could not be installed from here:',
    ...missing.map((tool) => `  - ${tool.name}`),
    'On Debian or Ubuntu, install them with',
    `  sudo apt-get update && sudo apt-get install -y ${packages}`,
    'on other systems with the system\'s own package manager; they only have to be on PATH. Then run the same command again.',
  ].join('\n');
}

/** @param {readonly Tool[]} missing */
async function install(missing) {
  const apt = aptCommand();
  const [program, ...first] = apt ?? [];
  if (program === undefined) throw new Failure(explain(missing));
  const packages = missing.flatMap((tool) => tool.debianPackage.split(' '));
  console.log(`installing through apt (this happens once): ${packages.join(' ')}`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  await run(program, [...first, ...wait, 'update', '-q'], { env, quiet: true });
  await run(program, [...first, ...wait, 'install', '-y', '-q', '--no-install-recommends', ...packages], { env });
}

/**
 * Installs what can be installed, and fails unless everything that has to be there is there then.
 * @param {readonly Tool[]} missing
 */
async function installMissing(missing) {
  // What can be left out is not called the same everywhere: it must not keep the rest from being installed.
  const needed = missing.filter((tool) => tool.without === undefined);
  if (needed.length > 0) await install(needed);
  for (const tool of missing.filter((one) => one.without !== undefined)) {
    if (!tool.present() && aptCommand() !== undefined) await install([tool]);
    if (!tool.present()) console.log(`${tool.name} is not there (${tool.debianPackage}): ${tool.without}`);
  }
  const still = needed.filter((tool) => !tool.present());
  if (still.length > 0) throw new Failure(explain(still));
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Failure(`Node.js ${process.versions.node} is too old: 20.19 or newer is needed. Install it, put it first on PATH, and run this again.`);
}

async function installNpmPackages() {
  const manifests = ['package.json', 'web/client/package.json', 'web/playground/package.json'];
  const step = {
    name: 'npm packages',
    inputs: ['package-lock.json', '.npmrc', ...manifests],
    outputs: ['node_modules'],
    stampFile: 'node_modules/.ferrous-setup',
    extra: process.version,
  };
  await unlessUpToDate(step, async () => {
    // A first install follows the lock file to the letter; later ones change only what differs.
    const command = existsSync('node_modules') ? 'install' : 'ci';
    const code = await run('npm', [command, '--no-audit', '--no-fund', '--loglevel=error']);
    if (code !== 0) {
      throw new Failure('npm could not install the packages of package-lock.json. Check the network and `npm ping`, then run this again.');
    }
  });
}

/**
 * Makes sure that everything for a level is there.
 * @param {Level} level
 */
export async function setUp(level) {
  heading('set-up');
  checkNode();
  const missing = tools.filter((tool) => included[level].includes(tool.level) && !tool.present());
  if (missing.length > 0) await installMissing(missing);
  else console.log('programs: all there');
  await installNpmPackages();
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await runMain(async () => {
    const level = process.argv[2] ?? 'all';
    if (level !== 'build' && level !== 'test' && level !== 'all') throw new Failure('usage: setup.mjs build|test|all');
    await setUp(level);
  });
}
