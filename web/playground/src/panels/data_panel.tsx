/** Commands that fill the keyspace before the script runs, as typed into redis-cli. */

import type { VNode } from 'preact';
import type { Dispatch } from '../state/actions.ts';
import type { DataProblem } from '../state/selectors.ts';
import { Panel } from './panel.tsx';

export interface DataPanelProps {
  readonly data: string;
  readonly problems: readonly DataProblem[];
  readonly keepsKeys: boolean;
  readonly dispatch: Dispatch;
}

export function DataPanel({ data, problems, keepsKeys, dispatch }: DataPanelProps): VNode {
  const keep = (
    <label
      class="check"
      title="Off: each run starts from an empty keyspace and these commands. On: it goes on with the keys of the last run."
    >
      <input
        type="checkbox"
        checked={keepsKeys}
        onChange={(event) => dispatch({ kind: 'keepKeysSelected', keepsKeys: event.currentTarget.checked })}
      />
      Keep keys
    </label>
  );
  return (
    <Panel name="data" title="Data" controls={keep}>
      <textarea
        class="field data-field"
        aria-label="Data: redis-cli commands that run before the script, one per line"
        placeholder={'redis-cli commands, one per line:\nSET greeting hello'}
        value={data}
        wrap="off"
        spellcheck={false}
        autocapitalize="off"
        autocomplete="off"
        onInput={(event) => dispatch({ kind: 'dataEdited', data: event.currentTarget.value })}
      />
      {problems.length > 0 && (
        <ul class="data-problems">
          {problems.map((problem) => (
            <li class="data-problem" key={problem.line}>
              <span class="problem-line">Line {problem.line}</span> {problem.message}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
