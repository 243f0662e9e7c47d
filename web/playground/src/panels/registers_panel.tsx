/** Registers of the selected frame under the names of the locals that live in them, then varargs and upvalues. */

import type { ComponentChildren, VNode } from 'preact';
import type { FrameView, ValueView } from '../engine.ts';
import type { RegisterRow } from '../state/selectors.ts';
import { Panel } from './panel.tsx';

export interface RegistersPanelProps {
  readonly frame: FrameView | undefined;
  readonly rows: readonly RegisterRow[];
}

export function RegistersPanel({ frame, rows }: RegistersPanelProps): VNode {
  const varargs = frame?.varargs ?? [];
  const upvalues = frame?.upvalues ?? [];
  const isEmpty = rows.length + varargs.length + upvalues.length === 0;
  return (
    <Panel name="registers" title="Registers" note={frame?.name}>
      {isEmpty && frame !== undefined && <p class="empty-note">This frame has no registers.</p>}
      {!isEmpty && (
        <table class="value-table">
          <thead class="hidden-text">
            <tr>
              <th scope="col">Place</th>
              <th scope="col">Name</th>
              <th scope="col">Value</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ register, before }) => (
              <ValueRow
                place={`R${register.index}`}
                name={register.name}
                value={register.value}
                before={before}
                key={`r${register.index}`}
              />
            ))}
            {varargs.map((value, index) => (
              <ValueRow place="..." name={`${index + 1}`} value={value} before={undefined} key={`v${index}`} />
            ))}
            {upvalues.map((upvalue) => (
              <ValueRow
                place={`U${upvalue.index}`}
                name={upvalue.name}
                value={upvalue.value}
                before={undefined}
                note={upvalue.open ? 'open' : 'closed'}
                key={`u${upvalue.index}`}
              />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

interface ValueRowProps {
  readonly place: string;
  readonly name: string | undefined;
  readonly value: ValueView;
  readonly before: string | undefined;
  readonly note?: ComponentChildren;
}

function ValueRow({ place, name, value, before, note }: ValueRowProps): VNode {
  return (
    <tr class="value-row" data-changed={before === undefined ? undefined : ''}>
      <td class="value-place">{place}</td>
      <th class="value-name" scope="row">
        {name ?? <span class="value-temporary">temporary</span>}
      </th>
      <td class="value-text" data-type={value.type} title={value.text}>
        {value.text}
        {value.truncated === true && '…'} {before !== undefined && <del class="value-before">{before}</del>}
        {note !== undefined && <span class="value-note">{note}</span>}
      </td>
    </tr>
  );
}
