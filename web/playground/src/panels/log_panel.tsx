/** What the script said with `redis.log`. */

import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { LogEntry } from '../engine.ts';
import { count, plural } from '../state/selectors.ts';
import { Panel } from './panel.tsx';

export interface LogPanelProps {
  readonly log: readonly LogEntry[];
}

/** Rows that are drawn at first; a hundred thousand would freeze the page. */
const kShownEntries = 200;

export function LogPanel({ log }: LogPanelProps): VNode {
  const [limit, setLimit] = useState(kShownEntries);
  const hidden = log.length - limit;
  return (
    <Panel
      name="log"
      title="Log"
      note={log.length === 0 ? 'nothing logged' : `${count(log.length)} ${plural(log.length, 'line')}`}
    >
      {log.length > 0 && (
        <div class="log-body" tabIndex={0} role="group" aria-label="Log lines">
          <ol class="log-list">
            {log.slice(0, limit).map((entry, index) => (
              <li class="log-row" data-level={entry.level} key={index}>
                <span class="log-level">{entry.level}</span>
                <span class="log-text">{entry.text}</span>
              </li>
            ))}
          </ol>
          {hidden > 0 && (
            <button class="text-button" type="button" onClick={() => setLimit(limit * 4)}>
              Show more ({count(hidden)} lines are hidden)
            </button>
          )}
        </div>
      )}
    </Panel>
  );
}
