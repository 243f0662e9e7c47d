/** A row of tabs as ARIA describes it: arrows move among them, the selected one takes the focus. */

import type { VNode } from 'preact';

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** Something there wants to be seen. */
  readonly hasNews?: boolean;
}

export interface TabsProps<Id extends string> {
  readonly name: string;
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly selected: Id;
  readonly onSelect: (id: Id) => void;
}

export function Tabs<Id extends string>({ name, label, tabs, selected, onSelect }: TabsProps<Id>): VNode {
  const move = (event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const index = (tabs.findIndex((tab) => tab.id === selected) + by + tabs.length) % tabs.length;
    const next = tabs[index];
    if (next === undefined) return;
    onSelect(next.id);
    event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[index]?.focus();
  };
  return (
    <div class={`tabs ${name}-tabs`} role="tablist" aria-label={label} onKeyDown={move}>
      {tabs.map((tab) => (
        <button
          class="tab"
          type="button"
          role="tab"
          key={tab.id}
          aria-selected={tab.id === selected}
          tabIndex={tab.id === selected ? 0 : -1}
          data-news={tab.hasNews === true && tab.id !== selected ? '' : undefined}
          onClick={() => onSelect(tab.id)}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}
