/** The only place where the state changes: pure, and total over the actions. */

import { assertNever } from '../assert_never.ts';
import type { CompileReport, PlacedBreakpoint, RunOutcome, RunStats, StepKind } from '../engine.ts';
import type { Action } from './actions.ts';
import { kEmptyOutput } from './state.ts';
import type { CompileState, Inputs, ListName, Output, Program, RunState, State, View } from './state.ts';

const kNoStats: RunStats = { instructions: 0, commands: 0, ms: 0 };

export function reduce(state: State, action: Action): State {
  switch (action.kind) {
    case 'engineProgress':
      return state.engine.status === 'loading'
        ? { ...state, engine: { status: 'loading', loadedBytes: action.loadedBytes, totalBytes: action.totalBytes } }
        : state;
    case 'engineReady':
      return { ...state, engine: { status: 'ready' } };
    case 'engineBroken':
      return {
        ...state,
        engine: { status: 'broken', message: action.message, advice: action.advice },
        run: { status: 'idle' },
      };
    case 'sourceEdited':
      return action.source === state.inputs.source ? state : withInputs(state, { source: action.source });
    case 'exampleWanted':
      return state.edited
        ? withView(state, { question: action.example })
        : openInputs(state, action.example.inputs, action.example.exampleId, false);
    case 'questionAnswered':
      return answerQuestion(state, action.answer);
    case 'draftRestored':
      return openInputs(state, action.inputs, action.exampleId, true);
    case 'inputsPasted':
      return pasteInputs(state, action.inputs, action.notice);
    case 'itemEdited':
      return withList(state, action.list, (items) => items.with(action.index, action.text));
    case 'itemAdded':
      return withList(state, action.list, (items) => [...items, '']);
    case 'itemRemoved':
      return withList(state, action.list, (items) => items.toSpliced(action.index, 1));
    case 'dataEdited':
      return withInputs(state, { data: action.data });
    case 'keepKeysSelected':
      return { ...state, keepsKeys: action.keepsKeys };
    case 'compileAnswered':
      return compileAnswered(state, action.revision, action.report);
    case 'runStarted':
      return startRun(state, action.run, action.mode);
    case 'stepStarted':
      return startStep(state, action.run);
    case 'stopRequested':
      return isRunning(state, action.run) ? withRunning(state, { stopping: true }) : state;
    case 'runProgressed':
      return isRunning(state, action.run) ? withRunning(state, { stats: action.stats }) : state;
    case 'runAnswered':
      return isRunning(state, action.run) ? answerRun(state, action.outcome, action.step) : state;
    case 'pauseAbandoned':
      return state.run.status === 'paused' && state.run.run === action.run ? abandonRun(state, state.run) : state;
    case 'runAbandoned':
      return isRunning(state, action.run) ? abandonRun(state, state.run) : state;
    case 'runBroke':
      return isRunning(state, action.run) ? breakRun(state, action.message) : state;
    case 'keyspaceAnswered':
      return 'run' in state.run && state.run.run === action.run ? { ...state, keyspace: action.keyspace } : state;
    case 'breakpointToggled':
      return { ...state, breakpoints: toggled(state.breakpoints, action.line) };
    case 'breakpointsPlaced':
      return state.breakpoints === action.wanted ? placeBreakpoints(state, action.placed) : state;
    case 'hovered':
      return withView(state, { hover: action.hover });
    case 'caretMoved':
      return state.view.caretLine === action.line ? state : withView(state, { caretLine: action.line });
    case 'frameSelected':
      return withView(state, { frame: action.frame });
    case 'sidePaneSelected':
      return withView(state, { sidePane: action.pane });
    case 'narrowTabSelected':
      return selectNarrowTab(state, action.tab);
    case 'replyFormSelected':
      return withView(state, { replyForm: action.form });
    case 'themeSelected':
      return withView(state, { theme: action.theme });
    case 'noticed':
      return withView(state, { notice: action.notice });
    default:
      return assertNever(action);
  }
}

// ------------------------------------------------------------------------------------------------------------------ the inputs

function withView(state: State, view: Partial<View>): State {
  return { ...state, view: { ...state.view, ...view } };
}

function withInputs(state: State, inputs: Partial<Inputs>): State {
  const changesSource = inputs.source !== undefined && inputs.source !== state.inputs.source;
  return {
    ...state,
    inputs: { ...state.inputs, ...inputs },
    edited: true,
    revision: changesSource ? state.revision + 1 : state.revision,
  };
}

function withList(state: State, list: ListName, change: (items: readonly string[]) => readonly string[]): State {
  return withInputs(state, { [list]: change(state.inputs[list]) });
}

/** Another script altogether: what the last one left on the page would only mislead. */
function openInputs(state: State, inputs: Inputs, exampleId: string, edited: boolean): State {
  return {
    ...state,
    inputs,
    exampleId,
    edited,
    revision: state.revision + 1,
    sourceOrigin: state.sourceOrigin + 1,
    run: { status: 'idle' },
    program: undefined,
    output: kEmptyOutput,
    keyspace: undefined,
    breakpoints: [],
    view: {
      ...state.view,
      hover: undefined,
      caretLine: 1,
      frame: 0,
      notice: undefined,
      question: undefined,
      sidePane: 'output',
    },
  };
}

function answerQuestion(state: State, answer: 'replace' | 'keep'): State {
  const { question } = state.view;
  if (question === undefined || answer === 'keep') return withView(state, { question: undefined });
  return openInputs(state, question.inputs, question.exampleId, false);
}

function pasteInputs(state: State, inputs: Partial<Inputs>, notice: View['notice']): State {
  const changed = withView(withInputs(state, inputs), { notice });
  return inputs.source === undefined ? changed : { ...changed, sourceOrigin: state.sourceOrigin + 1 };
}

function compileAnswered(state: State, revision: number, report: CompileReport): State {
  if (revision !== state.revision) return state;
  const compile: CompileState =
    report.status === 'compiled'
      ? { status: 'compiled', revision, listing: report.listing }
      : { status: 'invalid', revision, diagnostics: report.diagnostics };
  // A debug run may have started before its listing was there.
  const needsProgram = isActive(state.run) && state.program === undefined && state.run.revision === revision;
  return { ...state, compile, program: needsProgram ? programOf(compile) : state.program };
}

// ------------------------------------------------------------------------------------------------------------------------ runs

type Running = Extract<RunState, { status: 'running' }>;

function isActive(run: RunState): run is Extract<RunState, { status: 'running' | 'paused' }> {
  return run.status === 'running' || run.status === 'paused';
}

function isRunning(state: State, run: number): state is State & { readonly run: Running } {
  return state.run.status === 'running' && state.run.run === run;
}

function withRunning(state: State & { readonly run: Running }, change: Partial<Running>): State {
  return { ...state, run: { ...state.run, ...change } };
}

function programOf(compile: CompileState): Program | undefined {
  return compile.status === 'compiled' ? { revision: compile.revision, listing: compile.listing } : undefined;
}

function startRun(state: State, run: number, mode: 'run' | 'debug'): State {
  const current = state.compile.status === 'compiled' && state.compile.revision === state.revision;
  return {
    ...state,
    run: {
      status: 'running',
      run,
      mode,
      revision: state.revision,
      stopping: false,
      stats: undefined,
      lastPause: undefined,
    },
    program: current ? programOf(state.compile) : undefined,
    output: kEmptyOutput,
    view: {
      ...state.view,
      frame: 0,
      notice: undefined,
      sidePane: mode === 'debug' ? 'machine' : state.view.sidePane,
    },
  };
}

function startStep(state: State, run: number): State {
  if (state.run.status !== 'paused' || state.run.run !== run) return state;
  const { revision, pause } = state.run;
  return {
    ...state,
    run: { status: 'running', run, mode: 'debug', revision, stopping: false, stats: undefined, lastPause: pause },
  };
}

function answerRun(state: State & { readonly run: Running }, outcome: RunOutcome, step: StepKind | undefined): State {
  const { run, revision, lastPause } = state.run;
  const output: Output = {
    log: outcome.log.length === 0 ? state.output.log : [...state.output.log, ...outcome.log],
    changes: outcome.changes,
    setup: outcome.setup.length === 0 ? state.output.setup : outcome.setup,
  };
  const { stats } = outcome;
  const next = { ...state, output };
  switch (outcome.status) {
    case 'finished':
      return showEnd({
        ...next,
        run: { status: 'finished', run, revision, reply: outcome.reply ?? { kind: 'nil' }, stats },
      });
    case 'failed': {
      const error = outcome.error ?? { code: 'ERR', message: 'The script failed without saying why.' };
      return showEnd({ ...next, run: { status: 'failed', run, revision, error, stats } });
    }
    case 'stopped':
      return showEnd({ ...next, run: { status: 'stopped', run, revision, stats } });
    case 'paused':
      if (outcome.pause === undefined) return breakRun(state, 'The engine paused without saying where.');
      return {
        ...next,
        run: { status: 'paused', run, revision, pause: outcome.pause, lastPause, lastStep: step, stats },
        view: { ...state.view, frame: 0, sidePane: 'machine', narrowTab: 'machine' },
      };
    default:
      return assertNever(outcome.status);
  }
}

/** A result must be seen without a search: both layouts turn to it. */
function showEnd(state: State): State {
  return withView(state, { narrowTab: 'output', sidePane: 'output', frame: 0 });
}

function selectNarrowTab(state: State, tab: View['narrowTab']): State {
  const sidePane = tab === 'output' || tab === 'machine' ? tab : state.view.sidePane;
  return withView(state, { narrowTab: tab, sidePane });
}

function abandonRun(
  state: State,
  { run, revision, stats }: Extract<RunState, { status: 'running' | 'paused' }>,
): State {
  return showEnd({ ...state, run: { status: 'stopped', run, revision, stats: stats ?? kNoStats } });
}

function breakRun(state: State & { readonly run: Running }, message: string): State {
  const { run, revision, stats } = state.run;
  return {
    ...state,
    run: { status: 'failed', run, revision, error: { code: 'PAGE', message }, stats: stats ?? kNoStats },
  };
}

// ----------------------------------------------------------------------------------------------------------------- breakpoints

function toggled(lines: readonly number[], line: number): readonly number[] {
  return lines.includes(line) ? lines.filter((other) => other !== line) : [...lines, line].sort((a, b) => a - b);
}

/** The engine moves a breakpoint to the next line with code; the page shows where it really is. */
function placeBreakpoints(state: State, placed: readonly PlacedBreakpoint[]): State {
  const lines = [...new Set(placed.map((breakpoint) => breakpoint.line))].sort((a, b) => a - b);
  const moved = placed.find((breakpoint) => breakpoint.line !== breakpoint.wantedLine);
  const next = { ...state, breakpoints: lines };
  if (moved === undefined) return next;
  const text = `Line ${moved.wantedLine} has no code: the breakpoint is on line ${moved.line}.`;
  return withView(next, { notice: { kind: 'info', text } });
}
