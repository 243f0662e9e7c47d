/** The script. The editor itself lives outside of Preact: this panel gives it a place, hands it the state, and lists its problems. */

import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useEditor } from '../editor/use_editor.ts';
import type { EditorEvents } from '../editor/source_editor.ts';
import type { Dispatch } from '../state/actions.ts';
import type { Problem } from '../state/selectors.ts';
import { Panel } from './panel.tsx';

export interface SourcePanelProps {
  readonly source: string;
  readonly sourceOrigin: number;
  readonly problems: readonly Problem[];
  readonly linkedLine: number | undefined;
  readonly executionLine: number | undefined;
  readonly breakpoints: readonly number[];
  readonly dark: boolean;
  /** The inputs differ from the example; undefined takes no reset. */
  readonly onReset: (() => void) | undefined;
  readonly dispatch: Dispatch;
}

export function SourcePanel(props: SourcePanelProps): VNode {
  const { source, sourceOrigin, problems, linkedLine, executionLine, breakpoints, dark, onReset, dispatch } = props;
  const container = useRef<HTMLDivElement>(null);
  const events = useRef<EditorEvents>({
    onChange: (text) => dispatch({ kind: 'sourceEdited', source: text }),
    onCaret: (line) => dispatch({ kind: 'caretMoved', line }),
    onHover: (line) =>
      dispatch({ kind: 'hovered', hover: line === undefined ? undefined : { origin: 'source', line } }),
    onToggleBreakpoint: (line) => dispatch({ kind: 'breakpointToggled', line }),
  });
  const editor = useEditor(container, { text: source, dark, label: kEditorLabel, events: events.current });

  useEffect(() => editor?.setText(source), [editor, sourceOrigin]);
  useEffect(() => editor?.setProblems(problems), [editor, JSON.stringify(problems)]);
  useEffect(
    () => editor?.setMarks({ linkedLine, executionLine, breakpoints }),
    [editor, linkedLine, executionLine, breakpoints],
  );
  useEffect(() => {
    if (executionLine !== undefined) editor?.reveal(executionLine);
  }, [editor, executionLine]);
  useEffect(() => {
    if (linkedLine !== undefined) editor?.reveal(linkedLine);
  }, [editor, linkedLine]);
  useEffect(() => editor?.setDark(dark), [editor, dark]);

  const reset = onReset !== undefined && (
    <button class="text-button" type="button" title="Back to the example as it was" onClick={onReset}>
      Reset
    </button>
  );
  return (
    <Panel name="source" title="Script" note={onReset === undefined ? 'Lua 5.1' : 'Lua 5.1, edited'} controls={reset}>
      <div class="editor-host" ref={container} />
      <div class="problem-list" role="log" aria-label="Problems in the script" aria-live="polite">
        {problems.slice(0, kShownProblems).map((problem) => (
          <button
            class="problem-row"
            type="button"
            key={`${problem.line}:${problem.column}`}
            onClick={() => {
              editor?.reveal(problem.line);
              editor?.focus();
            }}
          >
            <span class="problem-line">Line {problem.line}</span>
            <span class="problem-text">{problem.message}</span>
          </button>
        ))}
      </div>
    </Panel>
  );
}

const kShownProblems = 3;
const kEditorLabel = 'Lua script. Press Escape, then Tab to leave the editor.';
