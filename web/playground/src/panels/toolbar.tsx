/** The bar at the top: what is open, what can be done with it, and how the run stands. */

import type { ComponentType, VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { exampleById, kExamples } from '../examples/examples.ts';
import type { Example } from '../examples/examples.ts';
import type { Dispatch } from '../state/actions.ts';
import type { StatusLine } from '../state/selectors.ts';
import type { RunMode, Theme } from '../state/state.ts';
import { AutoIcon, DebugIcon, MoonIcon, PlayIcon, StopIcon, SunIcon } from './icons.tsx';

export interface ToolbarProps {
  readonly exampleId: string;
  readonly edited: boolean;
  readonly canRun: boolean;
  readonly canStop: boolean;
  readonly status: StatusLine;
  readonly theme: Theme;
  readonly runKey: string;
  readonly debugKey: string;
  readonly onRun: (mode: RunMode) => void;
  readonly onStop: () => void;
  readonly dispatch: Dispatch;
}

export function Toolbar(props: ToolbarProps): VNode {
  const { exampleId, edited, canRun, canStop, status, theme, runKey, debugKey, onRun, onStop, dispatch } = props;
  return (
    <header class="toolbar">
      <h1 class="brand">
        <BrandMark />
        <span class="brand-name">Ferrous Lua</span>
      </h1>
      <ExamplePicker exampleId={exampleId} edited={edited} dispatch={dispatch} />
      <div class="run-controls" role="group" aria-label="Run">
        <button class="button run-button" type="button" disabled={!canRun} aria-keyshortcuts="Control+Enter Meta+Enter" onClick={() => onRun('run')}>
          <PlayIcon />
          <span>Run</span>
          <kbd class="button-key">{runKey}</kbd>
        </button>
        <button class="button debug-button" type="button" disabled={!canRun} aria-keyshortcuts="Alt+Enter" title={`Start and pause before the first instruction (${debugKey})`} onClick={() => onRun('debug')}>
          <DebugIcon />
          <span>Step</span>
        </button>
        <button class="button stop-button" type="button" disabled={!canStop} onClick={onStop}>
          <StopIcon />
          <span>Stop</span>
        </button>
      </div>
      <p class="status" data-tone={status.tone}>
        <span class="status-dot" aria-hidden="true" />
        <span class="status-text">{status.text}</span>
        <span class="status-detail">{status.detail}</span>
      </p>
      <ThemeButton theme={theme} dispatch={dispatch} />
    </header>
  );
}

function BrandMark(): VNode {
  return (
    <svg class="brand-mark" viewBox="0 0 32 32" width="22" height="22" aria-hidden="true">
      <rect class="mark-ground" width="32" height="32" rx="7" />
      <circle class="mark-moon" cx="14.5" cy="17.5" r="8.5" />
      <circle class="mark-ground" cx="18" cy="14" r="3" />
      <circle class="mark-moon" cx="25" cy="7" r="3" />
    </svg>
  );
}

interface ExamplePickerProps {
  readonly exampleId: string;
  readonly edited: boolean;
  readonly dispatch: Dispatch;
}

const kGroups = ['Patterns', 'Language'] as const;

/** Opening an example replaces what is on the page, so it asks first if that was edited. */
function ExamplePicker({ exampleId, edited, dispatch }: ExamplePickerProps): VNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const select = useRef<HTMLSelectElement>(null);
  const [wanted, setWanted] = useState<Example>();
  const open = (example: Example): void => dispatch({ kind: 'inputsOpened', inputs: example.inputs, exampleId: example.id });
  const choose = (id: string): void => {
    const example = exampleById(id);
    if (example === undefined) return;
    if (!edited) {
      open(example);
      return;
    }
    setWanted(example);
    dialog.current?.showModal();
  };
  const close = (answer: string): void => {
    if (answer === 'replace' && wanted !== undefined) open(wanted);
    else if (select.current !== null) select.current.value = exampleId;
  };
  return (
    <div class="example-picker">
      <select class="example-select" ref={select} aria-label="Example" value={exampleId} onChange={(event) => choose(event.currentTarget.value)}>
        {kGroups.map((group) => (
          <optgroup label={group} key={group}>
            {kExamples
              .filter((example) => example.group === group)
              .map((example) => (
                <option value={example.id} key={example.id}>
                  {example.title}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
      {edited && (
        <button class="text-button reset-button" type="button" title="Back to the example as it was" onClick={() => choose(exampleId)}>
          Reset
        </button>
      )}
      <dialog class="question" ref={dialog} aria-labelledby="question-title" onClose={(event) => close(event.currentTarget.returnValue)}>
        <form method="dialog">
          <h2 class="question-title" id="question-title">
            Replace what you have edited?
          </h2>
          <p class="question-text">Your script, KEYS, ARGV and data make room for “{wanted?.title}”.</p>
          <div class="question-buttons">
            <button class="button" value="keep">
              Keep mine
            </button>
            <button class="button is-primary" value="replace">
              Replace
            </button>
          </div>
        </form>
      </dialog>
    </div>
  );
}

interface ThemeChoice {
  readonly label: string;
  readonly next: Theme;
  readonly Icon: ComponentType;
}

const kThemes: Readonly<Record<Theme, ThemeChoice>> = {
  system: { label: 'as the system', next: 'light', Icon: AutoIcon },
  light: { label: 'light', next: 'dark', Icon: SunIcon },
  dark: { label: 'dark', next: 'system', Icon: MoonIcon },
};

function ThemeButton({ theme, dispatch }: { readonly theme: Theme; readonly dispatch: Dispatch }): VNode {
  const { label, next, Icon } = kThemes[theme];
  const text = `Theme: ${label}. Change to ${kThemes[next].label}.`;
  return (
    <button class="icon-button theme-button" type="button" aria-label={text} title={text} onClick={() => dispatch({ kind: 'themeSelected', theme: next })}>
      <Icon />
    </button>
  );
}
