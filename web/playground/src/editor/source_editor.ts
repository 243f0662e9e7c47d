/** What the page needs of an editor. Monaco and the plain one for small and touch screens are both behind this. */

import type { Problem } from '../state/selectors.ts';

export interface EditorEvents {
  readonly onChange: (text: string) => void;
  readonly onCaret: (line: number) => void;
  /** The line under the pointer; undefined when it leaves. */
  readonly onHover: (line: number | undefined) => void;
  readonly onToggleBreakpoint: (line: number) => void;
}

/** Lines to mark, from 1. */
export interface EditorMarks {
  /** Linked with the hovered or current instruction of the bytecode view. */
  readonly linkedLine: number | undefined;
  /** Runs next. */
  readonly executionLine: number | undefined;
  readonly breakpoints: readonly number[];
}

export interface SourceEditor {
  /** Replaces the whole text; the reader can undo it. Does not call `onChange`. */
  setText(text: string): void;
  setProblems(problems: readonly Problem[]): void;
  setMarks(marks: EditorMarks): void;
  /** Scrolls a line into view, if it is not. */
  reveal(line: number): void;
  focus(): void;
  setDark(dark: boolean): void;
  dispose(): void;
}

export interface EditorOptions {
  readonly container: HTMLElement;
  readonly text: string;
  readonly dark: boolean;
  readonly label: string;
  readonly events: EditorEvents;
}
