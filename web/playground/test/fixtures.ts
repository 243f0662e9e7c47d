/** Small values of the protocol for the tests of the page. */

import type { Bytes, FrameView, KeyView, ModuleListing, Pause, RunOutcome, RunStats } from '../src/engine.ts';
import { bytesFromText } from '../src/engine.ts';
import { initialState } from '../src/state/state.ts';
import type { Inputs, State } from '../src/state/state.ts';
import { reduce } from '../src/state/reducer.ts';
import type { Action } from '../src/state/actions.ts';

export const kStats: RunStats = { instructions: 10, commands: 2, ms: 0.4 };

export const kInputs: Inputs = { source: 'local a = 1\nreturn a', keys: ['k'], args: ['1', '2'], data: 'SET k v' };

export const kListing: ModuleListing = {
  functions: [
    {
      id: 0,
      name: 'main',
      firstLine: 0,
      lastLine: 0,
      params: 0,
      isVararg: true,
      slots: 2,
      upvalues: [],
      constants: [],
      locals: [{ name: 'a', register: 0, startPc: 1, endPc: 3 }],
      instructions: [
        { pc: 0, line: 1, opcode: 'LOADK', operands: '0 -1', comment: '1', text: 'LOADK 0 -1 ; 1' },
        { pc: 1, line: 2, opcode: 'RETURN', operands: '0 2', comment: '', text: 'RETURN 0 2' },
        { pc: 2, line: 2, opcode: 'RETURN', operands: '0 1', comment: '', text: 'RETURN 0 1' },
      ],
    },
  ],
};

export function bytes(text: string): Bytes {
  return bytesFromText(text);
}

export function keyView(key: string, change: Partial<KeyView> = {}): KeyView {
  return {
    key: bytes(key),
    type: 'string',
    encoding: 'raw',
    length: 1,
    preview: [{ text: 'v' }],
    truncated: false,
    ...change,
  };
}

export function luaFrame(
  line: number,
  registers: readonly { readonly name?: string; readonly text: string }[],
): FrameView {
  return {
    kind: 'lua',
    name: 'main chunk',
    position: { functionId: 0, pc: line - 1, line },
    registers: registers.map(({ name, text }, index) => ({
      index,
      ...(name === undefined ? {} : { name }),
      value: { type: 'number', text },
    })),
    upvalues: [],
    varargs: [],
  };
}

export function pauseAt(
  line: number,
  registers: readonly { readonly name?: string; readonly text: string }[] = [],
): Pause {
  return {
    reason: 'step',
    position: { functionId: 0, pc: line - 1, line },
    frames: [luaFrame(line, registers)],
    operations: [],
    steps: line,
  };
}

export function outcome(change: Partial<RunOutcome>): RunOutcome {
  return { status: 'finished', log: [], changes: [], stats: kStats, setup: [], ...change };
}

/** A page whose engine is there and whose source is compiled. */
export function readyState(...actions: readonly Action[]): State {
  const start = initialState({ inputs: kInputs, exampleId: 'first', theme: 'system' });
  const ready: readonly Action[] = [
    { kind: 'engineReady' },
    {
      kind: 'compileAnswered',
      revision: start.revision,
      report: { status: 'compiled', listing: kListing, warnings: [] },
    },
  ];
  return [...ready, ...actions].reduce(reduce, start);
}
