// @ts-check
/**
 * Generated programs through a live `lua5.1` and through our native command line: output and end must be the same.
 *
 * Programs come from tests/fuzz/program_generator.cpp, one for each seed. Both sides get the same memory and time; a program that
 * reaches a limit on either side, or whose message shows an identity, says nothing and is counted as set aside.
 */
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, root, which } from '../../scripts/lib/process.mjs';

const kTimeoutMs = 4000;
const kMemoryKilobytes = 400_000;
/** Programs that are made at a time. */
const kBatch = 100;
/** What says nothing about the language: limits, and names of the two hosts' own functions. */
const kSetAside = /not enough memory|stack overflow|C stack|0x[0-9a-f]{6,}|attempt to call a nil value \(global 'cjson'\)/;

/**
 * Output and exit code of a program; undefined when it took too long.
 * @param {string} command a line for the shell
 * @returns {Promise<string | undefined>}
 */
function outcome(command) {
  return new Promise((done) => {
    const child = spawn('bash', ['-c', `ulimit -v ${kMemoryKilobytes}; exec ${command} 2>&1`], { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, kTimeoutMs);
    child.stdout.on('data', (data) => {
      if (text.length < 1 << 20) text += data.toString('latin1');
    });
    child.on('close', () => {
      clearTimeout(timer);
      done(late ? undefined : text);
    });
  });
}

/**
 * @param {{ first: number, count?: number | undefined, seconds?: number | undefined }} options
 * @returns {Promise<boolean>} true if no program differed
 */
export async function runDifferential({ first, count, seconds }) {
  if (!which('lua5.1')) {
    console.log('differential: skipped, there is no lua5.1');
    return true;
  }
  const folder = join(root, 'build/fuzz/programs');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const endMs = seconds === undefined ? Infinity : Date.now() + seconds * 1000;
  // Not the one under the sanitizers, which need more address space than the limit allows.
  const native = join(root, 'build/release/ferrous-lua-native');
  let seed = first;
  let same = 0;
  let setAside = 0;
  /** @type {string[]} */
  const different = [];
  while (Date.now() < endMs && (count === undefined || seed - first < count) && different.length < 20) {
    const batch = Math.min(kBatch, count === undefined ? kBatch : count - (seed - first));
    await mustRun(join(root, 'build/fuzz/fuzz_generate'), [String(seed), String(batch), folder]);
    for (const end = seed + batch; seed < end && Date.now() < endMs; seed += 1) {
      const path = join(folder, `${seed}.lua`);
      // One after the other: two processes of one program compete for the same core anyway.
      const theirs = await outcome(`lua5.1 ${path}`);
      const ours = theirs === undefined || kSetAside.test(theirs) ? undefined : await outcome(`${native} lua ${path}`);
      if (theirs === undefined || ours === undefined || kSetAside.test(ours)) {
        setAside += 1;
      } else if (ours === theirs) {
        same += 1;
      } else {
        different.push(path);
        copyFileSync(path, join(root, `build/fuzz/findings-${seed}.lua`));
        console.log(`differential: ${path} differs\n${firstDifference(theirs, ours)}`);
      }
    }
  }
  console.log(`differential: ${same} programs agree with lua5.1, ${different.length} differ, ${setAside} set aside (limits)`);
  return different.length === 0;
}

/** @type {(theirs: string, ours: string) => string} */
function firstDifference(theirs, ours) {
  const left = theirs.split('\n');
  const right = ours.split('\n');
  const at = left.findIndex((line, index) => line !== right[index]);
  return `  lua5.1: ${left[at] ?? '(end)'}\n  ours:   ${right[at] ?? '(end)'}`;
}
