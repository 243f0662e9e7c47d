/**
 * Drives a run of the machine in slices: so long that the event loop costs nothing, so short that a stop request is seen within a few
 * hundredths of a second. Returning from the machine regularly also lets the JavaScript engine switch to its optimised code.
 */
import { LimitError, StoppedError } from './errors.js';
import type { Vm, VmState } from './vm.js';

/** Length that slices are tuned to. */
const kSliceMs = 12;
const kFirstSliceInstructions = 100_000;
const kLargestSliceInstructions = 20_000_000;
const kSmallestSliceInstructions = 1_000;
/** Slices of a run that nobody can interrupt. */
const kUnwatchedSliceInstructions = 1_000_000;

export interface RunLimits {
  readonly budgetInstructions?: number | undefined;
}

/** Instructions left to a run, and the size of its next slice. */
class Allowance {
  #left: number;

  constructor(limits: RunLimits) {
    this.#left = limits.budgetInstructions ?? Infinity;
  }

  take(wanted: number): number {
    const slice = Math.min(wanted, this.#left);
    this.#left -= slice;
    return slice;
  }

  get isSpent(): boolean {
    return this.#left <= 0;
  }
}

function limitReached(limits: RunLimits): LimitError {
  return new LimitError(`the script was stopped after ${limits.budgetInstructions} instructions`);
}

/** Runs to the end in one go. Throws {@link LimitError} when the budget is spent. */
export function runNow(vm: Vm, first: VmState, limits: RunLimits): VmState {
  const allowance = new Allowance(limits);
  let state = first;
  while (state === 'running') {
    if (allowance.isSpent) {
      vm.stop();
      throw limitReached(limits);
    }
    state = vm.resume(allowance.take(kUnwatchedSliceInstructions));
  }
  return state;
}

export interface SliceOptions extends RunLimits {
  nextTurn(): Promise<void>;
  /** Asked before each slice. */
  isStopped(): boolean;
  /** Called after each slice that did not end the run. */
  afterSlice?(): void;
}

/**
 * Runs slice by slice; a run that ends in its first slice never leaves the current turn. Throws {@link LimitError} when the budget is
 * spent, {@link StoppedError} when it was stopped.
 */
export async function runInSlices(vm: Vm, first: VmState, options: SliceOptions): Promise<VmState> {
  const allowance = new Allowance(options);
  let size = kFirstSliceInstructions;
  let state = first;
  for (let slice = 0; state === 'running'; slice++) {
    if (slice > 0) await options.nextTurn();
    if (options.isStopped()) {
      vm.stop();
      throw new StoppedError();
    }
    if (allowance.isSpent) {
      vm.stop();
      throw limitReached(options);
    }
    const startedMs = performance.now();
    const granted = allowance.take(size);
    state = vm.resume(granted);
    size = nextSize(size, performance.now() - startedMs);
    if (state === 'running') options.afterSlice?.();
  }
  return state;
}

/** Grows at most fourfold at a time, because the first slices run in slower code. */
function nextSize(size: number, tookMs: number): number {
  const factor = Math.min(4, kSliceMs / Math.max(tookMs, 0.01));
  return Math.round(Math.min(kLargestSliceInstructions, Math.max(kSmallestSliceInstructions, size * factor)));
}
