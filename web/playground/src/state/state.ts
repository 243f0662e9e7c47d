/**
 * Everything that the page knows, as one plain value. Views are functions of it, `reduce` is the only place where it changes, and
 * `session.ts` is the only place where something happens outside of it.
 *
 * A *revision* counts changes of the source: a listing or a diagnostic belongs to exactly one. A *run number* counts runs: whatever
 * the worker answers for another run than the current one is dropped.
 */

import type {
  Diagnostic,
  KeyChange,
  KeyspaceView,
  LogEntry,
  ModuleListing,
  Pause,
  Reply,
  RunError,
  RunStats,
  SetupResult,
  StepKind,
} from '../engine.ts';

/** The engine on its way into the page. */
export type EngineState =
  | { readonly status: 'loading'; readonly loadedBytes: number; readonly totalBytes: number | undefined }
  | { readonly status: 'ready' }
  | { readonly status: 'broken'; readonly message: string; readonly advice: string };

/** What the reader writes: enough to repeat a run. */
export interface Inputs {
  readonly source: string;
  readonly keys: readonly string[];
  readonly args: readonly string[];
  /** Lines of the data pane, as typed into redis-cli. */
  readonly data: string;
}

export type ListName = 'keys' | 'args';

/** What compiling the source has brought. `revision` says which source it was. */
export type CompileState =
  | { readonly status: 'none' }
  | { readonly status: 'compiled'; readonly revision: number; readonly listing: ModuleListing }
  | { readonly status: 'invalid'; readonly revision: number; readonly diagnostics: readonly Diagnostic[] };

/** `run` goes from start to end; `debug` pauses before the first instruction. */
export type RunMode = 'run' | 'debug';

export type RunState =
  | { readonly status: 'idle' }
  | {
      readonly status: 'running';
      readonly run: number;
      readonly mode: RunMode;
      readonly revision: number;
      readonly stopping: boolean;
      /** Comes with the first report of progress, after a tenth of a second. */
      readonly stats: RunStats | undefined;
      /** Where the script stood before the step in progress: shown until the next pause arrives. */
      readonly lastPause: Pause | undefined;
    }
  | {
      readonly status: 'paused';
      readonly run: number;
      readonly revision: number;
      readonly pause: Pause;
      readonly lastPause: Pause | undefined;
      readonly lastStep: StepKind | undefined;
      readonly stats: RunStats;
    }
  | {
      readonly status: 'finished';
      readonly run: number;
      readonly revision: number;
      readonly reply: Reply;
      readonly stats: RunStats;
    }
  | {
      readonly status: 'failed';
      readonly run: number;
      readonly revision: number;
      readonly error: RunError;
      readonly stats: RunStats;
    }
  | { readonly status: 'stopped'; readonly run: number; readonly revision: number; readonly stats: RunStats };

/** What the current run has left behind so far. */
export interface Output {
  readonly log: readonly LogEntry[];
  readonly changes: readonly KeyChange[];
  readonly setup: readonly SetupResult[];
}

/** The listing that the debugger shows: that of the source as it was when the run started. */
export interface Program {
  readonly revision: number;
  readonly listing: ModuleListing;
}

/** A line or an instruction under the pointer, and in which panel the pointer is. */
export type Hover =
  | { readonly origin: 'source'; readonly line: number }
  | { readonly origin: 'bytecode'; readonly line: number; readonly functionId: number; readonly pc: number };

export type SidePane = 'output' | 'machine';
/** Narrow screens show one of these at a time. */
export type NarrowTab = 'code' | 'inputs' | 'output' | 'machine';
export type ReplyForm = 'cli' | 'json';
export type Theme = 'system' | 'light' | 'dark';

/** A short message beside the run status, such as what a paste brought. */
export interface Notice {
  readonly kind: 'info' | 'problem';
  readonly text: string;
}

/** Something else is to be opened, but what is on the page was edited. */
export interface Question {
  readonly exampleId: string;
  readonly title: string;
  readonly inputs: Inputs;
}

export interface View {
  readonly sidePane: SidePane;
  readonly narrowTab: NarrowTab;
  readonly replyForm: ReplyForm;
  readonly theme: Theme;
  readonly hover: Hover | undefined;
  readonly caretLine: number;
  /** Index into the frames of the pause. */
  readonly frame: number;
  readonly notice: Notice | undefined;
  readonly question: Question | undefined;
}

export interface State {
  readonly engine: EngineState;
  readonly inputs: Inputs;
  readonly revision: number;
  /** Raised when something else than the editor changed the source, so that the editor takes it over. */
  readonly sourceOrigin: number;
  /** The example that was opened last. */
  readonly exampleId: string;
  /** The inputs differ from that example. */
  readonly edited: boolean;
  /** A run goes on with the keys of the last one instead of starting from the data. */
  readonly keepsKeys: boolean;
  readonly compile: CompileState;
  readonly run: RunState;
  readonly program: Program | undefined;
  readonly output: Output;
  readonly keyspace: KeyspaceView | undefined;
  /** Lines with a breakpoint, ascending. */
  readonly breakpoints: readonly number[];
  readonly view: View;
}

export const kEmptyOutput: Output = { log: [], changes: [], setup: [] };

/** The page before anything has happened. */
export function initialState(start: {
  readonly inputs: Inputs;
  readonly exampleId: string;
  readonly theme: Theme;
}): State {
  return {
    engine: { status: 'loading', loadedBytes: 0, totalBytes: undefined },
    inputs: start.inputs,
    revision: 1,
    sourceOrigin: 1,
    exampleId: start.exampleId,
    edited: false,
    keepsKeys: false,
    compile: { status: 'none' },
    run: { status: 'idle' },
    program: undefined,
    output: kEmptyOutput,
    keyspace: undefined,
    breakpoints: [],
    view: {
      sidePane: 'output',
      narrowTab: 'code',
      replyForm: 'cli',
      theme: start.theme,
      hover: undefined,
      caretLine: 1,
      frame: 0,
      notice: undefined,
      question: undefined,
    },
  };
}
