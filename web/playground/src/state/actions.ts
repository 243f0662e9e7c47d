/** Everything that can happen to the state: what the reader does, and what the worker answers. */

import type { CompileReport, KeyspaceView, PlacedBreakpoint, RunOutcome, RunStats, StepKind } from '../engine.ts';
import type {
  Hover,
  Inputs,
  ListName,
  NarrowTab,
  Notice,
  Question,
  ReplyForm,
  RunMode,
  SidePane,
  Theme,
} from './state.ts';

export type Action =
  | { readonly kind: 'engineProgress'; readonly loadedBytes: number; readonly totalBytes: number | undefined }
  | { readonly kind: 'engineReady' }
  | { readonly kind: 'engineBroken'; readonly message: string; readonly advice: string }
  | { readonly kind: 'sourceEdited'; readonly source: string }
  /** Opens an example; asks first if what is on the page was edited. */
  | { readonly kind: 'exampleWanted'; readonly example: Question }
  | { readonly kind: 'questionAnswered'; readonly answer: 'replace' | 'keep' }
  | { readonly kind: 'draftRestored'; readonly inputs: Inputs; readonly exampleId: string }
  | { readonly kind: 'inputsPasted'; readonly inputs: Partial<Inputs>; readonly notice: Notice }
  | { readonly kind: 'itemEdited'; readonly list: ListName; readonly index: number; readonly text: string }
  | { readonly kind: 'itemAdded'; readonly list: ListName }
  | { readonly kind: 'itemRemoved'; readonly list: ListName; readonly index: number }
  | { readonly kind: 'dataEdited'; readonly data: string }
  | { readonly kind: 'keepKeysSelected'; readonly keepsKeys: boolean }
  | { readonly kind: 'compileAnswered'; readonly revision: number; readonly report: CompileReport }
  | { readonly kind: 'runStarted'; readonly run: number; readonly mode: RunMode }
  | { readonly kind: 'stepStarted'; readonly run: number }
  | { readonly kind: 'stopRequested'; readonly run: number }
  | { readonly kind: 'runProgressed'; readonly run: number; readonly stats: RunStats }
  | {
      readonly kind: 'runAnswered';
      readonly run: number;
      readonly outcome: RunOutcome;
      readonly step: StepKind | undefined;
    }
  /** A paused script was given up. */
  | { readonly kind: 'pauseAbandoned'; readonly run: number }
  /** A running script was given up together with its worker. */
  | { readonly kind: 'runAbandoned'; readonly run: number }
  | { readonly kind: 'runBroke'; readonly run: number; readonly message: string }
  | { readonly kind: 'keyspaceAnswered'; readonly run: number; readonly keyspace: KeyspaceView }
  | { readonly kind: 'breakpointToggled'; readonly line: number }
  | {
      readonly kind: 'breakpointsPlaced';
      readonly wanted: readonly number[];
      readonly placed: readonly PlacedBreakpoint[];
    }
  | { readonly kind: 'hovered'; readonly hover: Hover | undefined }
  | { readonly kind: 'caretMoved'; readonly line: number }
  | { readonly kind: 'frameSelected'; readonly frame: number }
  | { readonly kind: 'sidePaneSelected'; readonly pane: SidePane }
  | { readonly kind: 'narrowTabSelected'; readonly tab: NarrowTab }
  | { readonly kind: 'replyFormSelected'; readonly form: ReplyForm }
  | { readonly kind: 'themeSelected'; readonly theme: Theme }
  | { readonly kind: 'noticed'; readonly notice: Notice | undefined };

export type Dispatch = (action: Action) => void;
