/** The operation queue: what the machine must do next that is not simply the next instruction, and why. */

import type { VNode } from 'preact';
import type { OperationView } from '../engine.ts';
import { Panel } from './panel.tsx';

export interface OperationsPanelProps {
  readonly operations: readonly OperationView[] | undefined;
}

export function OperationsPanel({ operations }: OperationsPanelProps): VNode {
  return (
    <Panel
      name="operations"
      title="Operation queue"
      note={operations === undefined ? undefined : `${operations.length} pending`}
    >
      {operations !== undefined && operations.length === 0 && (
        <p class="empty-note">Empty: the next instruction runs.</p>
      )}
      {operations !== undefined && operations.length > 0 && (
        <ol class="operation-list">
          {operations.map((operation, index) => (
            <li class="operation-row" data-priority={operation.priority} key={index}>
              <span class="operation-kind">{operation.kind}</span>
              <span class="operation-text">{operation.text}</span>
              <span class="operation-cause">
                {operation.cause} · {operation.priority}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
