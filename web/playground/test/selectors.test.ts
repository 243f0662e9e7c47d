import { describe, expect, it } from 'vitest';
import {
  announcement,
  bytecodeFocus,
  bytecodeRows,
  canPause,
  canRun,
  canStep,
  canStop,
  changeSummary,
  dataProblems,
  executionLine,
  keyRows,
  problems,
  registerRows,
  shownListing,
  showsRun,
  showsStep,
  statusLine,
} from '../src/state/selectors.ts';
import { initialState } from '../src/state/state.ts';
import type { Action } from '../src/state/actions.ts';
import { bytes, kInputs, kListing, kStats, keyView, outcome, pauseAt, readyState } from './fixtures.ts';

const kStart: Action = { kind: 'runStarted', run: 1, mode: 'run' };
const kDebug: Action = { kind: 'runStarted', run: 1, mode: 'debug' };

function answered(change: Parameters<typeof outcome>[0]): Action {
  return { kind: 'runAnswered', run: 1, outcome: outcome(change), step: undefined };
}

describe('what is possible', () => {
  it('needs an engine to run', () => {
    const loading = initialState({ inputs: kInputs, exampleId: 'first', theme: 'system' });
    expect([canRun(loading), canStop(loading), canStep(loading)]).toEqual([false, false, false]);
    expect(statusLine(loading)).toMatchObject({ tone: 'busy', text: 'Loading the engine' });
  });

  it('steps only while paused, stops only what runs or waits', () => {
    const possible = (...actions: readonly Action[]): readonly boolean[] => {
      const state = readyState(...actions);
      return [canRun(state), canStop(state), canStep(state)];
    };
    expect(possible()).toEqual([true, false, false]);
    expect(possible(kStart)).toEqual([false, true, false]);
    expect(possible(kDebug, answered({ status: 'paused', pause: pauseAt(1) }))).toEqual([true, true, true]);
    expect(possible(kStart, answered({}))).toEqual([true, false, false]);
  });
});

describe('brief steps and runs', () => {
  const paused: Action = answered({ status: 'paused', pause: pauseAt(1) });

  it('leave the controls and the status as they were until progress is reported', () => {
    const stepping = readyState(kDebug, paused, { kind: 'stepStarted', run: 1 });
    expect([showsRun(stepping), showsStep(stepping), canStep(stepping)]).toEqual([true, true, false]);
    expect(statusLine(stepping).text).toBe('Paused, line 1');
    const long = readyState(
      kDebug,
      paused,
      { kind: 'stepStarted', run: 1 },
      { kind: 'runProgressed', run: 1, stats: kStats },
    );
    expect([showsRun(long), showsStep(long), canPause(long)]).toEqual([false, false, true]);
    expect(statusLine(long).text).toBe('Running');
  });
});

describe('announcement', () => {
  it('says the result and what changed in one sentence', () => {
    const state = readyState(
      kStart,
      answered({
        reply: { kind: 'integer', value: 3 },
        changes: [{ kind: 'added', database: 0, key: bytes('a'), after: keyView('a') }],
      }),
    );
    expect(announcement(state)).toBe('Finished. (integer) 3. 1 added.');
  });

  it('says the error', () => {
    const state = readyState(kStart, answered({ status: 'failed', error: { code: 'ERR', message: 'ERR no' } }));
    expect(announcement(state)).toBe('Failed. ERR no');
  });
});

describe('problems', () => {
  it('turns byte columns into columns of the editor', () => {
    const state = readyState({ kind: 'sourceEdited', source: "local s = '\u00fc\u{1f600}' +* 2" });
    // Bytes: 11 up to the umlaut, 2 for it, 4 for the smiley, then the quote, a space, and the operators.
    const report = {
      status: 'invalid',
      diagnostics: [{ line: 1, column: 21, endColumn: 22, message: "unexpected symbol near '*'" }],
    } as const;
    const [problem] = problems({
      ...state,
      compile: { status: 'invalid', revision: state.revision, diagnostics: report.diagnostics },
    });
    expect(problem).toMatchObject({ line: 1, column: 18, endColumn: 19 });
    expect(state.inputs.source[(problem?.column ?? 0) - 1]).toBe('*');
  });

  it('marks the line of a run-time error until the source is edited', () => {
    const failed = readyState(
      kStart,
      answered({ status: 'failed', error: { code: 'ERR', message: 'ERR bad', line: 2 } }),
    );
    expect(problems(failed)).toEqual([{ line: 2, column: 1, endColumn: 9, message: 'ERR bad' }]);
    const edited = readyState(
      kStart,
      answered({ status: 'failed', error: { code: 'ERR', message: 'ERR bad', line: 2 } }),
      { kind: 'sourceEdited', source: 'return 1' },
    );
    expect(problems(edited)).toEqual([]);
  });
});

describe('bytecode', () => {
  const rows = bytecodeRows(kListing);

  it('lists functions with their instructions', () => {
    expect(rows.map((row) => (row.kind === 'function' ? row.view.name : row.view.opcode))).toEqual([
      'main',
      'LOADK',
      'RETURN',
      'RETURN',
    ]);
  });

  it('follows the caret, the pointer and the pause, in rising order', () => {
    expect(bytecodeFocus(readyState(), rows)).toBe(1);
    expect(bytecodeFocus(readyState({ kind: 'caretMoved', line: 2 }), rows)).toBe(2);
    const paused = readyState(kDebug, answered({ status: 'paused', pause: pauseAt(1) }), {
      kind: 'caretMoved',
      line: 2,
    });
    expect(bytecodeFocus(paused, rows)).toBe(1);
    const hovered = readyState({ kind: 'hovered', hover: { origin: 'source', line: 2 } });
    expect(bytecodeFocus(hovered, rows)).toBe(2);
  });

  it('marks no line once the source differs from what runs', () => {
    const paused = readyState(kDebug, answered({ status: 'paused', pause: pauseAt(2) }));
    expect(executionLine(paused)).toBe(2);
    const edited = readyState(kDebug, answered({ status: 'paused', pause: pauseAt(2) }), {
      kind: 'sourceEdited',
      source: 'return 0',
    });
    expect(executionLine(edited)).toBeUndefined();
    expect(shownListing(edited)).toBe(kListing);
  });
});

describe('registerRows', () => {
  it('shows what a step changed', () => {
    const before = pauseAt(1, [{ name: 'a', text: '1' }, { text: '5' }]);
    const after = pauseAt(2, [{ name: 'a', text: '2' }, { text: '5' }]);
    const state = readyState(
      kDebug,
      answered({ status: 'paused', pause: before }),
      { kind: 'stepStarted', run: 1 },
      answered({ status: 'paused', pause: after }),
    );
    expect(registerRows(state).map((row) => row.before)).toEqual(['1', undefined]);
  });
});

describe('keyRows', () => {
  it('puts changed keys first and marks what changed inside them', () => {
    const zset = (preview: readonly { readonly label: string; readonly text: string }[]) =>
      keyView('z', { type: 'zset', preview, length: preview.length });
    const before = zset([
      { label: '1', text: 'a' },
      { label: '2', text: 'b' },
    ]);
    const after = zset([
      { label: '2', text: 'b' },
      { label: '3', text: 'c' },
    ]);
    const state = readyState(
      kStart,
      answered({
        changes: [
          { kind: 'changed', database: 0, key: bytes('z'), before, after },
          { kind: 'removed', database: 0, key: bytes('gone'), before: keyView('gone') },
        ],
      }),
      {
        kind: 'keyspaceAnswered',
        run: 1,
        keyspace: { database: 0, total: 2, offset: 0, keys: [keyView('other'), after] },
      },
    );
    const rows = keyRows(state);
    expect(rows.map((row) => [row.mark, row.name])).toEqual([
      ['changed', 'z'],
      ['removed', 'gone'],
      ['same', 'other'],
    ]);
    expect(rows[0]?.items.map((item) => [item.mark, item.text])).toEqual([
      ['removed', 'a'],
      ['same', 'b'],
      ['added', 'c'],
    ]);
    expect(changeSummary(state)).toBe('1 changed, 1 removed');
  });

  it('counts equal elements of a list', () => {
    const list = (...texts: readonly string[]) =>
      keyView('l', { type: 'list', preview: texts.map((text) => ({ text })), length: texts.length });
    const state = readyState(
      kStart,
      answered({
        changes: [
          { kind: 'changed', database: 0, key: bytes('l'), before: list('x', 'x', 'y'), after: list('x', 'y', 'y') },
        ],
      }),
    );
    expect(keyRows(state)[0]?.items.map((item) => [item.mark, item.text])).toEqual([
      ['removed', 'x'],
      ['same', 'x'],
      ['same', 'y'],
      ['added', 'y'],
    ]);
  });
});

describe('keyRows, a value written again', () => {
  it('says that it is the same', () => {
    const change = {
      kind: 'changed',
      database: 0,
      key: bytes('k'),
      before: keyView('k'),
      after: keyView('k'),
    } as const;
    expect(keyRows(readyState(kStart, answered({ changes: [change] })))[0]?.isRewritten).toBe(true);
    const other = { ...change, after: keyView('k', { preview: [{ text: 'w' }] }) };
    expect(keyRows(readyState(kStart, answered({ changes: [other] })))[0]?.isRewritten).toBe(false);
  });
});

describe('dataProblems', () => {
  it('counts lines from one', () => {
    const state = readyState(
      kStart,
      answered({
        setup: [
          { line: 0, reply: { kind: 'status', bytes: bytes('OK') } },
          { line: 2, reply: { kind: 'error', bytes: bytes('ERR unknown command') } },
        ],
      }),
    );
    expect(dataProblems(state)).toEqual([{ line: 3, message: 'ERR unknown command' }]);
  });
});
