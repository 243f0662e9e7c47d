/** The keys after the run, those that it changed first. What changed is marked by a sign and a word, not only by colour. */

import type { VNode } from 'preact';
import { count, plural } from '../state/selectors.ts';
import type { KeyMark, KeyRow, ShownItem } from '../state/selectors.ts';
import { visibleText } from '../visible_text.ts';
import { Panel } from './panel.tsx';

export interface KeyspacePanelProps {
  readonly rows: readonly KeyRow[];
  /** Keys in the database, shown or not. */
  readonly total: number | undefined;
  readonly summary: string;
}

const kSigns: Readonly<Record<KeyMark, string>> = { added: '+', changed: '~', removed: '−', expired: '−', same: '' };

export function KeyspacePanel({ rows, total, summary }: KeyspacePanelProps): VNode {
  const note = total === undefined ? undefined : `${count(total)} ${plural(total, 'key')}, ${summary.toLowerCase()}`;
  return (
    <Panel name="keyspace" title="Keyspace" note={note}>
      {rows.length === 0 ? (
        <p class="empty-note">
          {total === undefined ? 'The keys appear here after a run, with what it changed.' : 'There are no keys.'}
        </p>
      ) : (
        <div class="keyspace-body" tabIndex={0} role="group" aria-label="Keys">
          <table class="key-table">
            <thead class="hidden-text">
              <tr>
                <th scope="col">Change</th>
                <th scope="col">Key</th>
                <th scope="col">Value</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <KeyTableRow row={row} key={row.id} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function KeyTableRow({ row }: { readonly row: KeyRow }): VNode {
  return (
    <tr class="key-row" data-mark={row.mark}>
      <td class="key-mark">
        <span aria-hidden="true">{kSigns[row.mark]}</span>
        <span class="hidden-text">{row.mark === 'same' ? 'unchanged' : row.mark}</span>
      </td>
      <th class="key-name" scope="row">
        <span class="key-text">{visibleText(row.name)}</span>
        <span class="key-meta">
          {row.database > 0 && `db${row.database} `}
          <abbr class="key-type" title={`encoding ${row.view.encoding}`}>
            {row.view.type}
          </abbr>
          {sizeText(row)}
          {ttlText(row)}
          {row.isRewritten && ' · same value'}
        </span>
      </th>
      <td class="key-value">
        <div class="key-items">
          {row.items.map((item, index) => (
            <KeyItem item={item} type={row.view.type} key={index} />
          ))}
          {row.view.truncated && <span class="key-more">…</span>}
        </div>
      </td>
    </tr>
  );
}

function KeyItem({ item, type }: { readonly item: ShownItem; readonly type: string }): VNode {
  const Element = item.mark === 'removed' ? 'del' : item.mark === 'added' ? 'ins' : 'span';
  const text = <span class="item-text">{visibleText(item.text)}</span>;
  const label = item.label === undefined ? null : <span class="item-label">{visibleText(item.label)}</span>;
  return (
    <Element class="key-item" data-mark={item.mark}>
      {type === 'zset' ? (
        <>
          {text} {label}
        </>
      ) : (
        <>
          {label} {text}
        </>
      )}
    </Element>
  );
}

const kUnits: Readonly<Record<string, string>> = {
  list: 'element',
  set: 'member',
  zset: 'member',
  hash: 'field',
};

function sizeText({ view, before, mark }: KeyRow): string {
  const unit = kUnits[view.type];
  if (unit === undefined) return '';
  const size = `${count(view.length)} ${plural(view.length, unit)}`;
  const hasResized =
    mark === 'changed' && before !== undefined && before.type === view.type && before.length !== view.length;
  return ` · ${hasResized ? `${count(before.length)} → ` : ''}${size}`;
}

function ttlText({ view, before, mark }: KeyRow): string {
  if (mark === 'removed' || mark === 'expired') return '';
  if (view.ttlMs !== undefined) return ` · ttl ${ttl(view.ttlMs)}`;
  return before?.ttlMs === undefined ? '' : ' · ttl removed';
}

function ttl(ms: number): string {
  if (ms < 1000) return `${ms} ms`;
  if (ms < 120_000) return `${Math.round(ms / 1000)} s`;
  return ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`;
}
