/** What the panels show, derived from the state. Pure functions; nothing here is remembered. */

import { assertNever } from '../assert_never.ts';
import { textFromBytes } from '../engine.ts';
import type {
  Diagnostic,
  FrameView,
  FunctionView,
  InstructionView,
  KeyView,
  LogEntry,
  ModuleListing,
  Pause,
  PreviewItem,
  RegisterView,
  Reply,
  RunStats,
} from '../engine.ts';
import { cliText } from '../reply_text.ts';
import type { RunState, State } from './state.ts';

// ------------------------------------------------------------------------------------------------------------- what is possible

/**
 * A run or a step that has only just begun and most likely ends before anybody could see it. The page goes on to show what it
 * showed: controls that blink would lose the focus.
 */
function isBrief(run: RunState): boolean {
  return run.status === 'running' && run.stats === undefined && !run.stopping;
}

/** Whether the controls that start a run are shown as usable. */
export function showsRun(state: State): boolean {
  return canRun(state) || isBrief(state.run);
}

/** Whether the controls that step are shown as usable. */
export function showsStep(state: State): boolean {
  return canStep(state) || (isBrief(state.run) && shownPause(state.run) !== undefined);
}

export function canRun(state: State): boolean {
  return state.engine.status === 'ready' && state.run.status !== 'running';
}

export function canStop(state: State): boolean {
  return state.run.status === 'running' || state.run.status === 'paused';
}

/** Only a script under the debugger can be paused. */
export function canPause({ run }: State): boolean {
  return run.status === 'running' && run.mode === 'debug' && !run.stopping && run.stats !== undefined;
}

export function canStep(state: State): boolean {
  return state.run.status === 'paused';
}

// --------------------------------------------------------------------------------------------------------------------- status

export type Tone = 'neutral' | 'busy' | 'good' | 'bad' | 'paused';

export interface StatusLine {
  readonly tone: Tone;
  readonly text: string;
  readonly detail: string;
}

export function statusLine(state: State): StatusLine {
  const { engine, run } = state;
  if (engine.status === 'broken') return { tone: 'bad', text: 'The engine did not start', detail: '' };
  if (engine.status === 'loading') return { tone: 'busy', text: 'Loading the engine', detail: '' };
  switch (run.status) {
    case 'idle':
      return { tone: 'neutral', text: 'Ready', detail: '' };
    case 'running':
      if (isBrief(run) && run.lastPause !== undefined) return pausedLine(run.lastPause);
      return run.stopping
        ? { tone: 'busy', text: 'Stopping', detail: '' }
        : { tone: 'busy', text: 'Running', detail: run.stats === undefined ? '' : statsText(run.stats) };
    case 'paused':
      return pausedLine(run.pause);
    case 'finished':
      return { tone: 'good', text: 'Finished', detail: statsText(run.stats) };
    case 'failed':
      return { tone: 'bad', text: 'Failed', detail: statsText(run.stats) };
    case 'stopped':
      return { tone: 'neutral', text: 'Stopped', detail: statsText(run.stats) };
    default:
      return assertNever(run);
  }
}

function pausedLine(pause: Pause): StatusLine {
  return { tone: 'paused', text: pauseText(pause), detail: `step ${count(pause.steps)}` };
}

function pauseText(pause: Pause): string {
  const where = `line ${pause.position.line}`;
  switch (pause.reason) {
    case 'breakpoint':
      return `Breakpoint, ${where}`;
    case 'error':
      return `About to fail, ${where}`;
    case 'entry':
    case 'step':
    case 'stopRequest':
      return `Paused, ${where}`;
    default:
      return assertNever(pause.reason);
  }
}

/** What a screen reader says when the run status changes: the result in one sentence. */
export function announcement(state: State): string {
  const { engine, run } = state;
  if (engine.status === 'broken') return `The engine did not start. ${engine.message}`;
  switch (run.status) {
    case 'finished':
      return `Finished. ${shortened(cliText(run.reply), 200)}. ${changeSummary(state)}.`;
    case 'failed':
      return `Failed. ${run.error.message}`;
    case 'running':
      return isBrief(run) ? '' : statusLine(state).text;
    case 'idle':
    case 'paused':
    case 'stopped':
      return statusLine(state).text;
    default:
      return assertNever(run);
  }
}

export function statsText(stats: RunStats): string {
  return `${count(stats.commands)} ${plural(stats.commands, 'command')}, ${duration(stats.ms)}`;
}

export function duration(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

export function count(value: number): string {
  return value.toLocaleString('en');
}

export function plural(value: number, noun: string): string {
  return value === 1 ? noun : `${noun}s`;
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}

// ------------------------------------------------------------------------------------------------------------------- problems

/** A problem to underline in the source. Columns in UTF-16 units from 1, as editors count. */
export interface Problem {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly message: string;
}

/** Problems of the source as it is now: syntax errors, or the line where the last run failed. */
export function problems(state: State): readonly Problem[] {
  const { compile, run, revision } = state;
  const lines = state.inputs.source.split('\n');
  if (compile.status === 'invalid' && compile.revision === revision) {
    return compile.diagnostics.map((diagnostic) => editorProblem(diagnostic, lines));
  }
  if (run.status === 'failed' && run.revision === revision && run.error.line !== undefined) {
    const text = lines[run.error.line - 1] ?? '';
    const column = text.length - text.trimStart().length + 1;
    return [{ line: run.error.line, column, endColumn: text.trimEnd().length + 1, message: run.error.message }];
  }
  return [];
}

/** The engine counts bytes, an editor counts UTF-16 units. */
function editorProblem(diagnostic: Diagnostic, lines: readonly string[]): Problem {
  const line = Math.min(diagnostic.line, Math.max(lines.length, 1));
  const text = lines[line - 1] ?? '';
  const column = unitColumn(text, diagnostic.column);
  const endColumn = Math.max(unitColumn(text, diagnostic.endColumn), column);
  return { line, column, endColumn, message: diagnostic.message };
}

function unitColumn(text: string, byteColumn: number): number {
  let bytes = 1;
  let units = 1;
  for (const character of text) {
    if (bytes >= byteColumn) return units;
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    units += character.length;
  }
  return units;
}

// ------------------------------------------------------------------------------------------------------------------- bytecode

export type BytecodeRow =
  | { readonly kind: 'function'; readonly view: FunctionView }
  | { readonly kind: 'instruction'; readonly functionId: number; readonly view: InstructionView };

/** The listing to show: of the run that is being stepped, otherwise of the source. */
export function shownListing(state: State): ModuleListing | undefined {
  if (shownPause(state.run) !== undefined && state.program !== undefined) return state.program.listing;
  return state.compile.status === 'compiled' ? state.compile.listing : undefined;
}

export function bytecodeRows(listing: ModuleListing): readonly BytecodeRow[] {
  return listing.functions.flatMap((view): readonly BytecodeRow[] => [
    { kind: 'function', view },
    ...view.instructions.map((instruction) => ({
      kind: 'instruction' as const,
      functionId: view.id,
      view: instruction,
    })),
  ]);
}

/** Where the bytecode view should look: the instruction that runs next, otherwise the first one of the hovered or caret line. */
export function bytecodeFocus(state: State, rows: readonly BytecodeRow[]): number {
  const frame = shownFrame(state);
  if (state.view.hover?.origin !== 'source' && frame?.position !== undefined) {
    const { functionId, pc } = frame.position;
    return rows.findIndex((row) => row.kind === 'instruction' && row.functionId === functionId && row.view.pc === pc);
  }
  const line = state.view.hover?.line ?? state.view.caretLine;
  return rows.findIndex((row) => row.kind === 'instruction' && row.view.line === line);
}

/** The line that both views mark: under the pointer, otherwise at the caret. */
export function linkedLine(state: State): number {
  return state.view.hover?.line ?? state.view.caretLine;
}

/** The line to mark as running in the source; undefined when the source has changed since the run started. */
export function executionLine(state: State): number | undefined {
  const pause = shownPause(state.run);
  if (pause === undefined || !('revision' in state.run) || state.run.revision !== state.revision) return undefined;
  return (shownFrame(state)?.position ?? pause.position).line;
}

// ------------------------------------------------------------------------------------------------------------------ the machine

/** The pause on the page: while a step is under way, that before it. */
export function shownPause(run: RunState): Pause | undefined {
  if (run.status === 'paused') return run.pause;
  return run.status === 'running' ? run.lastPause : undefined;
}

export function shownFrame(state: State): FrameView | undefined {
  return shownPause(state.run)?.frames[state.view.frame];
}

export interface RegisterRow {
  readonly register: RegisterView;
  /** What it held before the last step, if that was something else. */
  readonly before: string | undefined;
}

/** Registers of the selected frame, with what the last step changed in it. */
export function registerRows(state: State): readonly RegisterRow[] {
  const frame = shownFrame(state);
  if (frame === undefined) return [];
  const earlier = sameFrameBefore(state, frame);
  return frame.registers.map((register) => {
    const old = earlier?.registers.find((other) => other.index === register.index)?.value.text;
    return { register, before: old !== undefined && old !== register.value.text ? old : undefined };
  });
}

/** Frames are matched by their distance from the outermost one. */
function sameFrameBefore(state: State, frame: FrameView): FrameView | undefined {
  if (state.run.status !== 'paused' || state.run.lastPause === undefined) return undefined;
  const now = state.run.pause.frames;
  const before = state.run.lastPause.frames;
  const candidate = before[before.length - (now.length - state.view.frame)];
  return candidate?.name === frame.name && candidate.kind === frame.kind ? candidate : undefined;
}

// ------------------------------------------------------------------------------------------------------------------- keyspace

export type KeyMark = 'added' | 'changed' | 'removed' | 'expired' | 'same';

export interface ShownItem extends PreviewItem {
  readonly mark: 'added' | 'removed' | 'same';
}

export interface KeyRow {
  readonly id: string;
  readonly mark: KeyMark;
  readonly database: number;
  readonly name: string;
  readonly view: KeyView;
  readonly before: KeyView | undefined;
  readonly items: readonly ShownItem[];
  /** Changed, but to the value that it had. */
  readonly isRewritten: boolean;
}

/** Keys that the run changed first, then the others. */
export function keyRows(state: State): readonly KeyRow[] {
  const changed = new Set<string>();
  const rows: KeyRow[] = [];
  for (const change of state.output.changes) {
    const view = change.after ?? change.before;
    if (view === undefined) continue;
    changed.add(`${change.database} ${change.key}`);
    rows.push(keyRow(change.kind, change.database, view, change.after === undefined ? undefined : change.before));
  }
  const keyspace = state.keyspace;
  for (const view of keyspace?.keys ?? []) {
    if (!changed.has(`${keyspace?.database} ${view.key}`))
      rows.push(keyRow('same', keyspace?.database ?? 0, view, undefined));
  }
  return rows;
}

function keyRow(mark: KeyMark, database: number, view: KeyView, before: KeyView | undefined): KeyRow {
  const items = before === undefined ? view.preview.map(unmarked) : itemsWithChanges(before, view);
  const isRewritten = mark === 'changed' && before !== undefined && isSameValue(before, view);
  return {
    id: `${database} ${view.key}`,
    mark,
    database,
    name: textFromBytes(view.key),
    view,
    before,
    items,
    isRewritten,
  };
}

/** As far as the previews tell. */
function isSameValue(before: KeyView, after: KeyView): boolean {
  if (before.truncated || after.truncated || before.preview.length !== after.preview.length) return false;
  const isTimed = before.ttlMs !== undefined || after.ttlMs !== undefined;
  return (
    !isTimed &&
    before.type === after.type &&
    before.preview.every((item, index) => itemId(item) === itemId(after.preview[index] ?? item))
  );
}

function unmarked(item: PreviewItem): ShownItem {
  return { ...item, mark: 'same' };
}

/** Items of a changed key: what is new, what stayed, what is gone. Cut previews cannot say what is gone. */
function itemsWithChanges(before: KeyView, after: KeyView): readonly ShownItem[] {
  if (before.type !== after.type)
    return [
      ...before.preview.map((item) => ({ ...item, mark: 'removed' as const })),
      ...after.preview.map((item) => ({ ...item, mark: 'added' as const })),
    ];
  const left = new Map<string, number>();
  for (const item of before.preview) left.set(itemId(item), (left.get(itemId(item)) ?? 0) + 1);
  const shown = after.preview.map((item): ShownItem => {
    const remaining = left.get(itemId(item)) ?? 0;
    if (remaining === 0) return { ...item, mark: before.truncated ? 'same' : 'added' };
    left.set(itemId(item), remaining - 1);
    return { ...item, mark: 'same' };
  });
  if (after.truncated) return shown;
  const gone = before.preview.filter((item) => {
    const remaining = left.get(itemId(item)) ?? 0;
    left.set(itemId(item), remaining - 1);
    return remaining > 0;
  });
  return [...gone.map((item) => ({ ...item, mark: 'removed' as const })), ...shown];
}

function itemId(item: PreviewItem): string {
  return `${item.label ?? ''}\u0000${item.text}`;
}

const kChangeKinds = ['added', 'changed', 'removed', 'expired'] as const;

/** The engine reports no more changes than these. */
const kReportedChanges = 1000;

/** Such as `2 added, 1 changed`. */
export function changeSummary(state: State): string {
  const { changes } = state.output;
  if (changes.length === 0) return 'No key changed';
  const parts = kChangeKinds.flatMap((kind) => {
    const number = changes.filter((change) => change.kind === kind).length;
    return number === 0 ? [] : [`${count(number)} ${kind}`];
  });
  return `${changes.length < kReportedChanges ? '' : 'first changes: '}${parts.join(', ')}`;
}

// ----------------------------------------------------------------------------------------------------------------- data pane

/** A line of the data pane that Redis refused. Lines count from 1. */
export interface DataProblem {
  readonly line: number;
  readonly message: string;
}

export function dataProblems(state: State): readonly DataProblem[] {
  return state.output.setup.flatMap(({ line, reply }) => {
    const message = errorText(reply);
    return message === undefined ? [] : [{ line: line + 1, message }];
  });
}

function errorText(reply: Reply): string | undefined {
  return reply.kind === 'error' ? textFromBytes(reply.bytes) : undefined;
}

export function logText(log: readonly LogEntry[]): string {
  return log.map((entry) => `${entry.level}: ${entry.text}`).join('\n');
}
