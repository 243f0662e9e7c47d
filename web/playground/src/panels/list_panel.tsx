/** KEYS and ARGV: numbered fields with + and −. A pasted redis-cli or EVAL line fills both lists. */

import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Dispatch } from '../state/actions.ts';
import { kPasteHandled, pasteInto } from '../input/paste_action.ts';
import type { ListName } from '../state/state.ts';
import { MinusIcon, PlusIcon } from './icons.tsx';
import { Panel } from './panel.tsx';

export interface ListPanelProps {
  readonly list: ListName;
  readonly items: readonly string[];
  readonly dispatch: Dispatch;
}

const kNames: Readonly<Record<ListName, string>> = { keys: 'KEYS', args: 'ARGV' };

export function ListPanel({ list, items, dispatch }: ListPanelProps): VNode {
  const name = kNames[list];
  const body = useRef<HTMLOListElement>(null);
  const focusIndex = useRef<number | undefined>(undefined);

  useEffect(() => {
    if (focusIndex.current === undefined) return;
    body.current?.querySelectorAll('input')[focusIndex.current]?.focus();
    focusIndex.current = undefined;
  });

  const add = (): void => {
    focusIndex.current = items.length;
    dispatch({ kind: 'itemAdded', list });
  };
  const remove = (index: number): void => {
    focusIndex.current = items.length > 1 ? Math.min(index, items.length - 2) : undefined;
    dispatch({ kind: 'itemRemoved', list, index });
  };
  const addButton = (
    <button class="icon-button" type="button" aria-label={`Add to ${name}`} title={`Add to ${name}`} onClick={add}>
      <PlusIcon />
    </button>
  );

  return (
    <Panel name={list} title={name} controls={addButton}>
      <ol class="input-list" ref={body}>
        {items.map((item, index) => (
          <li class="input-row" key={index}>
            <span class="input-index" aria-hidden="true">
              {index + 1}
            </span>
            <input
              class="field"
              type="text"
              value={item}
              aria-label={`${name}[${index + 1}]`}
              autocomplete="off"
              autocapitalize="off"
              spellcheck={false}
              onInput={(event) => dispatch({ kind: 'itemEdited', list, index, text: event.currentTarget.value })}
              onPaste={(event) => {
                if (pasteInto(event.clipboardData?.getData('text/plain') ?? '', dispatch) === kPasteHandled)
                  event.preventDefault();
              }}
            />
            <button
              class="icon-button"
              type="button"
              aria-label={`Remove ${name}[${index + 1}]`}
              title={`Remove ${name}[${index + 1}]`}
              onClick={() => remove(index)}
            >
              <MinusIcon />
            </button>
          </li>
        ))}
      </ol>
      {items.length === 0 && (
        <p class="empty-note">
          No {list === 'keys' ? 'keys' : 'arguments'}.{' '}
          <button class="text-button" type="button" onClick={add}>
            Add one
          </button>
        </p>
      )}
    </Panel>
  );
}
