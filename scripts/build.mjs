// @ts-check
/**
 * Builds parts of the project: `node scripts/build.mjs PART...`, with parts from the table below. Each is skipped when it is up to date.
 */
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failure, emscriptenEnvironment, heading, mustRun, root, runMain } from './lib/process.mjs';
import { unlessUpToDate } from './lib/stamp.mjs';

const jobs = String(Math.max(1, cpus().length));

/**
 * Configures (first time) and builds a CMake preset; Ninja skips what is up to date.
 * @param {string} preset
 * @param {NodeJS.ProcessEnv} [emscripten]
 */
async function buildPreset(preset, emscripten = {}) {
  // The compiler cache, where there is one, serves every checkout.
  const env = { ...emscripten, CCACHE_BASEDIR: root, CCACHE_NOHASHDIR: '1' };
  if (!existsSync(join(root, 'build', preset, 'build.ninja'))) {
    await mustRun('cmake', ['--preset', preset], { env, quiet: true });
  }
  await mustRun('cmake', ['--build', '--preset', preset, '-j', jobs], { env });
}

/**
 * Runs the build script of a workspace when its inputs have changed.
 * @param {string} name
 * @param {string} folder
 * @param {readonly string[]} inputs
 */
async function buildWorkspace(name, folder, inputs) {
  const manifest = join(root, folder, 'package.json');
  if (!existsSync(manifest)) throw new Failure(`${folder}/package.json is missing.`);
  const { scripts = {} } = JSON.parse(readFileSync(manifest, 'utf8'));
  if (!scripts.build) throw new Failure(`${folder}/package.json has no build script.`);
  await unlessUpToDate({ name, inputs: [folder, ...inputs, 'package-lock.json'], outputs: [`${folder}/dist`] }, () =>
    mustRun('npm', ['run', '--silent', 'build'], { cwd: join(root, folder) }),
  );
}

/** npm links the command of a workspace when it installs, and only if it was built by then; on a fresh clone it was not. */
function linkCommand() {
  const link = join(root, 'node_modules/.bin/ferrous-lua');
  if (!existsSync(link)) symlinkSync('../ferrous-lua/dist/cli/main.js', link);
}

const wasmOutputs = ['build/wasm/wasm/primary.wasm', 'build/wasm/wasm/deferred.wasm', 'build/wasm/wasm/vm.mjs'];

/** @type {Readonly<Record<string, { what: string, build: () => Promise<void> }>>} */
const parts = {
  release: { what: 'native command line, optimised', build: () => buildPreset('release') },
  debug: { what: 'unit tests, assertions on', build: () => buildPreset('debug') },
  asan: { what: 'unit tests under the sanitizers', build: () => buildPreset('asan') },
  fuzz: { what: 'fuzz targets', build: () => buildPreset('fuzz') },
  stress: { what: 'unit tests, collecting at every safepoint', build: () => buildPreset('stress') },
  wasm: { what: 'WebAssembly module', build: () => buildPreset('wasm', emscriptenEnvironment()) },
  client: {
    what: 'npm package',
    build: async () => {
      await buildWorkspace('client', 'web/client', wasmOutputs);
      linkCommand();
    },
  },
  playground: {
    what: 'static site',
    build: () => buildWorkspace('playground', 'web/playground', ['web/client/src', ...wasmOutputs]),
  },
  package: {
    what: 'tarball of the npm package, in build/',
    build: () =>
      mustRun('npm', ['pack', '--silent', '--pack-destination', join(root, 'build')], { cwd: join(root, 'web/client') }),
  },
};

/** Parts that this process has built, or failed to build. @type {Map<string, Promise<void>>} */
const attempts = new Map();

/**
 * Builds parts in the given order, each once.
 * @param {readonly string[]} names
 */
export async function build(names) {
  for (const name of names) {
    const part = parts[name];
    if (!part) throw new Failure(`build.mjs: no part called ${name}. Parts: ${Object.keys(parts).join(', ')}.`);
    if (!attempts.has(name)) {
      heading(`build ${name}: ${part.what}`);
      attempts.set(name, part.build());
    }
    await attempts.get(name);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await runMain(() => build(process.argv.slice(2)));
}
