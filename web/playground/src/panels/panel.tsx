/** The frame that every panel shares: a section with a heading, and controls beside it. */

import type { ComponentChildren, VNode } from 'preact';

export interface PanelProps {
  /** Role of the panel in the layout and the style sheet, such as `keyspace`. */
  readonly name: string;
  readonly title: string;
  /** A few words beside the title. */
  readonly note?: ComponentChildren;
  readonly controls?: ComponentChildren;
  readonly children?: ComponentChildren;
}

export function Panel({ name, title, note, controls, children }: PanelProps): VNode {
  return (
    <section class={`panel ${name}-panel`} aria-label={title}>
      <header class="panel-header">
        <h2 class="panel-title">{title}</h2>
        {note !== undefined && <span class="panel-note">{note}</span>}
        {controls !== undefined && <div class="panel-controls">{controls}</div>}
      </header>
      {children}
    </section>
  );
}
