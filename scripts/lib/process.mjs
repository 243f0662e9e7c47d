// @ts-check
/**
 * Running other programs: one function that shows their output, one that captures it, and where to find them.
 */
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, realpathSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** A failure that is told to the user as it is, without a stack trace. */
export class Failure extends Error {}

/**
 * Path of a program on PATH, or undefined.
 * @param {string} program
 * @returns {string | undefined}
 */
export function which(program) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, program);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/**
 * Runs a program with its output shown; resolves to its exit code.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean }} [options] quiet: output is shown only when it fails
 * @returns {Promise<number>}
 */
export function run(program, args, options = {}) {
  return new Promise((done) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    /** @type {Buffer[]} */
    const held = [];
    child.stdout?.on('data', (data) => held.push(data));
    child.stderr?.on('data', (data) => held.push(data));
    child.on('error', (error) => {
      console.error(`${program}: ${error.message}`);
      done(127);
    });
    child.on('close', (code, signal) => {
      if (code !== 0) process.stdout.write(Buffer.concat(held));
      if (signal) console.error(`${program} ended by ${signal}`);
      done(code ?? 1);
    });
  });
}

/**
 * Runs a program that must succeed.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export async function mustRun(program, args, options) {
  const code = await run(program, args, options);
  if (code !== 0) throw new Failure(`\`${[program, ...args].join(' ')}\` ended with exit code ${code}.`);
}

/**
 * The output of a program, trimmed; undefined when it cannot be run or fails.
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {string | undefined}
 */
export function capture(program, args) {
  const result = spawnSync(program, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return result.status === 0 ? result.stdout.trim() : undefined;
}

/**
 * Prints a heading for the next part of the work.
 * @param {string} title
 */
export function heading(title) {
  const bold = process.stdout.isTTY ? ['\x1b[1m', '\x1b[0m'] : ['', ''];
  console.log(`\n${bold[0]}== ${title}${bold[1]}`);
}

/**
 * Environment for the Emscripten on PATH: its folder for the CMake preset, and what Debian's build of it needs.
 * @returns {NodeJS.ProcessEnv}
 */
export function emscriptenEnvironment() {
  const emcc = which('emcc');
  if (!emcc) throw new Failure('emcc is not on PATH.');
  const folder = dirname(realpathSync(emcc));
  // Debian's package looks for acorn among the node modules of the distribution when it optimises.
  const debian = folder.startsWith('/usr/share/emscripten');
  return debian ? { EMSCRIPTEN_ROOT: folder, NODE_PATH: '/usr/share/nodejs' } : { EMSCRIPTEN_ROOT: folder };
}

/**
 * Runs the main function of a script: a {@link Failure} is printed and ends with exit code 1.
 * @param {() => Promise<number | void>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}
