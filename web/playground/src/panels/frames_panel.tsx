/** The activations of the paused script, newest first. Selecting one shows its registers and its place in the source. */

import type { VNode } from 'preact';
import type { FrameView } from '../engine.ts';
import type { Dispatch } from '../state/actions.ts';
import { Panel } from './panel.tsx';

export interface FramesPanelProps {
  readonly frames: readonly FrameView[];
  readonly selected: number;
  readonly dispatch: Dispatch;
}

export function FramesPanel({ frames, selected, dispatch }: FramesPanelProps): VNode {
  return (
    <Panel
      name="frames"
      title="Frames"
      note={frames.length < kReportedFrames ? `${frames.length} deep` : `the newest ${frames.length}`}
    >
      <ol class="frame-list">
        {frames.map((frame, index) => (
          <li key={frames.length - index}>
            <button
              class="frame-row"
              type="button"
              aria-pressed={index === selected}
              onClick={() => dispatch({ kind: 'frameSelected', frame: index })}
            >
              <span class="frame-name">{frame.name}</span>
              <span class="frame-place">
                {frame.position === undefined ? frame.kind : `line ${frame.position.line}`}
              </span>
              {frame.waiting !== undefined && <span class="frame-waiting">{frame.waiting}</span>}
            </button>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** The engine reports no more frames than these. */
const kReportedFrames = 200;
