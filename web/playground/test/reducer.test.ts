import { describe, expect, it } from 'vitest';
import { reduce } from '../src/state/reducer.ts';
import type { Action } from '../src/state/actions.ts';
import { bytes, kInputs, kListing, keyView, outcome, pauseAt, readyState } from './fixtures.ts';

const kStart: Action = { kind: 'runStarted', run: 1, mode: 'run' };
const kDebug: Action = { kind: 'runStarted', run: 1, mode: 'debug' };
const kPaused: Action = {
  kind: 'runAnswered',
  run: 1,
  outcome: outcome({ status: 'paused', pause: pauseAt(1) }),
  step: undefined,
};

const kSecond = { exampleId: 'second', title: 'Second', inputs: kInputs };

describe('reduce, inputs', () => {
  it('counts revisions of the source only when the text differs', () => {
    const state = readyState();
    expect(reduce(state, { kind: 'sourceEdited', source: kInputs.source })).toBe(state);
    const edited = reduce(state, { kind: 'sourceEdited', source: 'return 2' });
    expect(edited.revision).toBe(state.revision + 1);
    expect(edited.edited).toBe(true);
    expect(reduce(edited, { kind: 'dataEdited', data: 'SET a b' }).revision).toBe(edited.revision);
  });

  it('edits, adds and removes items of a list', () => {
    const state = readyState(
      { kind: 'itemAdded', list: 'args' },
      { kind: 'itemEdited', list: 'args', index: 2, text: 'three' },
      { kind: 'itemRemoved', list: 'args', index: 0 },
    );
    expect(state.inputs.args).toEqual(['2', 'three']);
    expect(state.inputs.keys).toEqual(['k']);
  });

  it('hands a pasted script to the editor, and leaves it alone when only lists were pasted', () => {
    const state = readyState();
    const notice = { kind: 'info', text: 'Pasted.' } as const;
    const lists = reduce(state, { kind: 'inputsPasted', inputs: { keys: ['a', 'b'], args: [] }, notice });
    expect(lists.sourceOrigin).toBe(state.sourceOrigin);
    expect(lists.inputs).toMatchObject({ keys: ['a', 'b'], args: [], source: kInputs.source });
    const script = reduce(state, { kind: 'inputsPasted', inputs: { source: 'return 3' }, notice });
    expect(script.sourceOrigin).toBe(state.sourceOrigin + 1);
    expect(script.view.notice).toEqual(notice);
  });

  it('forgets the last run when an example is opened', () => {
    const state = readyState(
      kStart,
      { kind: 'runAnswered', run: 1, outcome: outcome({ reply: { kind: 'nil' } }), step: undefined },
      { kind: 'breakpointToggled', line: 2 },
    );
    const opened = reduce(state, { kind: 'exampleWanted', example: kSecond });
    expect(opened).toMatchObject({
      run: { status: 'idle' },
      exampleId: 'second',
      edited: false,
      breakpoints: [],
      keyspace: undefined,
    });
  });
});

describe('reduce, opening an example', () => {
  it('asks first when something was edited', () => {
    const edited = readyState({ kind: 'sourceEdited', source: 'mine' });
    const asked = reduce(edited, { kind: 'exampleWanted', example: kSecond });
    expect(asked.inputs.source).toBe('mine');
    expect(asked.view.question).toBe(kSecond);
    expect(reduce(asked, { kind: 'questionAnswered', answer: 'keep' })).toMatchObject({
      exampleId: 'first',
      edited: true,
      inputs: { source: 'mine' },
    });
    expect(reduce(asked, { kind: 'questionAnswered', answer: 'replace' })).toMatchObject({
      exampleId: 'second',
      edited: false,
      inputs: kInputs,
    });
  });
});

describe('reduce, compiling', () => {
  it('drops a report of an older source', () => {
    const state = readyState({ kind: 'sourceEdited', source: 'x =' });
    const report = { status: 'invalid', diagnostics: [{ line: 1, column: 4, endColumn: 4, message: 'late' }] } as const;
    expect(reduce(state, { kind: 'compileAnswered', revision: state.revision - 1, report })).toBe(state);
    expect(reduce(state, { kind: 'compileAnswered', revision: state.revision, report }).compile.status).toBe('invalid');
  });

  it('keeps the listing of a debug run while the source is edited', () => {
    const state = readyState(kDebug, kPaused, { kind: 'sourceEdited', source: 'return 9' });
    expect(state.program?.listing).toBe(kListing);
    expect(state.run.status).toBe('paused');
  });
});

describe('reduce, runs', () => {
  it('drops answers of another run', () => {
    const state = readyState(kStart, { kind: 'runStarted', run: 2, mode: 'run' });
    expect(reduce(state, { kind: 'runAnswered', run: 1, outcome: outcome({}), step: undefined })).toBe(state);
    expect(reduce(state, { kind: 'runProgressed', run: 1, stats: { instructions: 1, commands: 0, ms: 1 } })).toBe(
      state,
    );
    expect(
      reduce(state, { kind: 'keyspaceAnswered', run: 1, keyspace: { database: 0, total: 0, offset: 0, keys: [] } }),
    ).toBe(state);
  });

  it('shows the result wherever the reader was', () => {
    const state = readyState({ kind: 'narrowTabSelected', tab: 'machine' }, kStart, {
      kind: 'runAnswered',
      run: 1,
      outcome: outcome({ reply: { kind: 'integer', value: 3 } }),
      step: undefined,
    });
    expect(state.run).toMatchObject({ status: 'finished', reply: { kind: 'integer', value: 3 } });
    expect(state.view).toMatchObject({ sidePane: 'output', narrowTab: 'output' });
  });

  it('collects the log over the steps of a run and replaces the changes', () => {
    const change = { kind: 'added', database: 0, key: bytes('k'), after: keyView('k') } as const;
    const state = readyState(
      kDebug,
      {
        kind: 'runAnswered',
        run: 1,
        outcome: outcome({ status: 'paused', pause: pauseAt(1), log: [{ level: 'notice', text: 'one' }] }),
        step: undefined,
      },
      { kind: 'stepStarted', run: 1 },
      {
        kind: 'runAnswered',
        run: 1,
        outcome: outcome({ log: [{ level: 'warning', text: 'two' }], changes: [change] }),
        step: 'line',
      },
    );
    expect(state.output.log.map((entry) => entry.text)).toEqual(['one', 'two']);
    expect(state.output.changes).toEqual([change]);
  });

  it('remembers where the script stood before a step', () => {
    const state = readyState(kDebug, kPaused, { kind: 'stepStarted', run: 1 });
    expect(state.run).toMatchObject({ status: 'running', lastPause: { steps: 1 } });
    const paused = reduce(state, {
      kind: 'runAnswered',
      run: 1,
      outcome: outcome({ status: 'paused', pause: pauseAt(2) }),
      step: 'line',
    });
    expect(paused.run).toMatchObject({
      status: 'paused',
      lastPause: { steps: 1 },
      pause: { steps: 2 },
      lastStep: 'line',
    });
  });

  it('says so when the engine answers with nothing to show', () => {
    const state = readyState(kDebug, {
      kind: 'runAnswered',
      run: 1,
      outcome: outcome({ status: 'paused' }),
      step: undefined,
    });
    expect(state.run).toMatchObject({ status: 'failed', error: { code: 'PAGE' } });
  });

  it('stops a paused script at once, and a running one when it is abandoned', () => {
    expect(readyState(kDebug, kPaused, { kind: 'pauseAbandoned', run: 1 }).run.status).toBe('stopped');
    expect(readyState(kStart, { kind: 'stopRequested', run: 1 }, { kind: 'runAbandoned', run: 1 }).run.status).toBe(
      'stopped',
    );
  });

  it('fails the run when the worker breaks', () => {
    const state = readyState(kStart, { kind: 'runBroke', run: 1, message: 'the worker failed' });
    expect(state.run).toMatchObject({ status: 'failed', error: { message: 'the worker failed' } });
  });
});

describe('reduce, breakpoints', () => {
  it('toggles lines in order', () => {
    const state = readyState({ kind: 'breakpointToggled', line: 5 }, { kind: 'breakpointToggled', line: 2 });
    expect(state.breakpoints).toEqual([2, 5]);
    expect(reduce(state, { kind: 'breakpointToggled', line: 5 }).breakpoints).toEqual([2]);
  });

  it('shows where the engine has put them, and says so', () => {
    const state = readyState({ kind: 'breakpointToggled', line: 3 });
    const placed = reduce(state, {
      kind: 'breakpointsPlaced',
      wanted: state.breakpoints,
      placed: [{ wantedLine: 3, line: 4 }],
    });
    expect(placed.breakpoints).toEqual([4]);
    expect(placed.view.notice?.text).toContain('line 4');
    expect(reduce(placed, { kind: 'breakpointsPlaced', wanted: [3], placed: [] })).toBe(placed);
  });
});
