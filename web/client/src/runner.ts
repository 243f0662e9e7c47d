/**
 * Drives a run of the machine in slices: so long that the event loop costs nothing, so short that a stop request is seen within a few
 * hundredths of a second. Returning from the machine regularly also lets the JavaScript engine switch to its optimised code.
 *
 * The machine itself counts instructions, memory and output. Time is counted here: between slices, and within a slice by library
 * functions that work long, which ask.
 */
import { textFromBytes } from './bytes.js';
import { InvalidArgumentError, LimitError, StoppedError } from './errors.js';
import type { Limits } from './protocol.js';
import type { Vm, VmState } from './vm.js';

/** Length that slices are tuned to. */
const kSliceMs = 12;
/** A library function that works long gives way after so much time, however much of its slice is left. */
const kLongestSliceMs = 25;
const kFirstSliceInstructions = 100_000;
/** The slice that a command is started with. */
export const kFirstSlice = { instructions: kFirstSliceInstructions, longestMs: kLongestSliceMs } as const;
const kLargestSliceInstructions = 20_000_000;
const kSmallestSliceInstructions = 1_000;

export interface SliceOptions {
  readonly timeoutMs?: number | undefined;
  nextTurn(): Promise<void>;
  /** Asked before each slice. */
  isStopped(): boolean;
  /** Called after each slice that did not end the run. */
  afterSlice?(): void;
}

/**
 * Runs slice by slice; a run that ends in its first slice never leaves the current turn. Throws {@link LimitError} when a limit ends the
 * run, {@link StoppedError} when it was stopped.
 */
export async function runInSlices(vm: Vm, first: VmState, options: SliceOptions): Promise<VmState> {
  const runEndMs = options.timeoutMs === undefined ? Infinity : performance.now() + options.timeoutMs;
  let size = kFirstSliceInstructions;
  let state = first;
  for (let slice = 0; state === 'running'; slice++) {
    if (slice > 0) await options.nextTurn();
    if (options.isStopped()) {
      vm.stop();
      throw new StoppedError();
    }
    const startedMs = performance.now();
    if (startedMs >= runEndMs) {
      vm.stop();
      throw new LimitError('LIMIT Script ran out of time', 'time');
    }
    vm.setDeadlines({ sliceEndMs: startedMs + kLongestSliceMs, runEndMs });
    state = vm.resume(size);
    size = nextSize(size, performance.now() - startedMs);
    if (state === 'running') options.afterSlice?.();
  }
  if (state === 'failed') throwIfLimited(vm);
  return state;
}

export function throwIfLimited(vm: Vm): void {
  const limit = vm.reachedLimit();
  if (limit === undefined) return;
  const { text, line } = vm.takeFailure();
  throw new LimitError(textFromBytes(text), limit, { line });
}

/** Grows at most fourfold at a time, because the first slices run in slower code. */
function nextSize(size: number, tookMs: number): number {
  const factor = Math.min(4, kSliceMs / Math.max(tookMs, 0.01));
  return Math.round(Math.min(kLargestSliceInstructions, Math.max(kSmallestSliceInstructions, size * factor)));
}

const kNumbers = ['instructions', 'timeoutMs', 'memoryBytes', 'stringBytes', 'stackDepth', 'outputBytes'] as const;

/** The limits of a call on top of the engine's. Throws {@link InvalidArgumentError} for values that cannot be limits. */
export function mergeLimits(engine: Limits, call: Limits | undefined): Limits {
  const merged = { ...engine, ...call };
  for (const name of kNumbers) {
    const value = merged[name];
    if (value !== undefined && !(Number.isSafeInteger(value) && value > 0)) {
      throw new InvalidArgumentError(`the limit ${name} must be a whole number above 0`);
    }
  }
  if (merged.onMemory !== undefined && merged.onMemory !== 'error' && merged.onMemory !== 'end') {
    throw new InvalidArgumentError("the limit onMemory must be 'error' or 'end'");
  }
  return merged;
}
