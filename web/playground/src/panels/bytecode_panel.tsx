/** The compiled script, linked with the source: the pointer and the caret on either side mark the other. */

import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { FrameView, FunctionView, ModuleListing } from '../engine.ts';
import type { Dispatch } from '../state/actions.ts';
import { count, plural } from '../state/selectors.ts';
import type { BytecodeRow } from '../state/selectors.ts';
import { Panel } from './panel.tsx';

export interface BytecodePanelProps {
  readonly listing: ModuleListing | undefined;
  readonly rows: readonly BytecodeRow[];
  /** Index of the row to keep in view; -1: none. */
  readonly focus: number;
  readonly linkedLine: number;
  readonly frame: FrameView | undefined;
  readonly isInvalid: boolean;
  readonly dispatch: Dispatch;
}

/** Rows that are drawn at once: around the one in view. */
const kDrawnRows = 400;

export function BytecodePanel(props: BytecodePanelProps): VNode {
  const { listing, rows, focus, linkedLine, frame, isInvalid, dispatch } = props;
  const body = useRef<HTMLDivElement>(null);
  const start = focus < kDrawnRows / 2 ? 0 : Math.max(Math.min(focus - kDrawnRows / 2, rows.length - kDrawnRows), 0);
  const drawn = rows.slice(start, start + kDrawnRows);

  useEffect(() => {
    const host = body.current;
    const row = host?.querySelector<HTMLElement>(`[data-row="${focus}"]`);
    if (host === null || row === null || row === undefined || host.matches(':hover')) return;
    const top = row.offsetTop - host.offsetTop;
    if (top < host.scrollTop + row.offsetHeight || top + row.offsetHeight * 2 > host.scrollTop + host.clientHeight) {
      host.scrollTop = top - host.clientHeight / 3;
    }
  }, [focus, listing]);

  const note = listing === undefined ? undefined : summary(listing);
  return (
    <Panel name="bytecode" title="Bytecode" note={note}>
      {listing === undefined ? (
        <p class="empty-note">
          {isInvalid ? 'The script does not compile.' : 'The listing appears when the engine is ready.'}
        </p>
      ) : (
        <div
          class="bytecode-body"
          ref={body}
          tabIndex={0}
          role="group"
          aria-label="Instructions"
          onMouseLeave={() => dispatch({ kind: 'hovered', hover: undefined })}
        >
          <Hidden number={start} where="before" />
          <ol class="bytecode-list">
            {drawn.map((row, index) =>
              row.kind === 'function' ? (
                <FunctionRow view={row.view} key={`f${row.view.id}`} />
              ) : (
                <InstructionRow
                  row={row}
                  index={start + index}
                  linkedLine={linkedLine}
                  frame={frame}
                  dispatch={dispatch}
                  key={`${row.functionId}:${row.view.pc}`}
                />
              ),
            )}
          </ol>
          <Hidden number={rows.length - start - drawn.length} where="after" />
        </div>
      )}
    </Panel>
  );
}

function summary(listing: ModuleListing): string {
  const instructions = listing.functions.reduce((sum, view) => sum + view.instructions.length, 0);
  const functions = listing.functions.length;
  return `${count(instructions)} ${plural(instructions, 'instruction')}, ${count(functions)} ${plural(functions, 'function')}`;
}

function Hidden({ number, where }: { readonly number: number; readonly where: string }): VNode | null {
  if (number <= 0) return null;
  return (
    <p class="empty-note">
      {count(number)} more {plural(number, 'row')} {where} these; move the caret to see others.
    </p>
  );
}

function FunctionRow({ view }: { readonly view: FunctionView }): VNode {
  const parameters = `${view.params}${view.isVararg ? '+' : ''} ${plural(view.params, 'parameter')}`;
  return (
    <li class="function-row">
      <span class="function-name">{view.name}</span>
      <span class="function-meta">
        {view.lastLine > 0 ? `lines ${view.firstLine}–${view.lastLine}, ` : ''}
        {parameters}, {view.slots} {plural(view.slots, 'slot')}
      </span>
    </li>
  );
}

interface InstructionRowProps {
  readonly row: Extract<BytecodeRow, { kind: 'instruction' }>;
  readonly index: number;
  readonly linkedLine: number;
  readonly frame: FrameView | undefined;
  readonly dispatch: Dispatch;
}

function InstructionRow({ row, index, linkedLine, frame, dispatch }: InstructionRowProps): VNode {
  const { view, functionId } = row;
  const isCurrent = frame?.position?.functionId === functionId && frame.position.pc === view.pc;
  return (
    <li
      class="instruction-row"
      data-row={index}
      data-linked={view.line === linkedLine ? '' : undefined}
      data-current={isCurrent ? '' : undefined}
      aria-current={isCurrent ? 'step' : undefined}
      onMouseEnter={() =>
        dispatch({ kind: 'hovered', hover: { origin: 'bytecode', line: view.line, functionId, pc: view.pc } })
      }
    >
      <span class="instruction-pc">{view.pc + 1}</span>
      <span class="instruction-line">{view.line}</span>
      <span class="instruction-opcode">{view.opcode}</span>
      <span class="instruction-operands">{view.operands}</span>
      <span class="instruction-comment">{view.comment}</span>
    </li>
  );
}
