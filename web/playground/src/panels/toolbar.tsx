/** The bar at the top: what is open, what can be done with it, and how the run stands. */

import type { ComponentType, VNode } from 'preact';
import { exampleById, kExamples, wanted } from '../examples/examples.ts';
import type { Dispatch } from '../state/actions.ts';
import type { StatusLine } from '../state/selectors.ts';
import type { RunMode, Theme } from '../state/state.ts';
import { AutoIcon, DebugIcon, MoonIcon, PauseIcon, PlayIcon, StopIcon, SunIcon } from './icons.tsx';

export interface ToolbarProps {
  readonly exampleId: string;
  readonly canRun: boolean;
  readonly canStop: boolean;
  readonly canPause: boolean;
  readonly status: StatusLine;
  readonly theme: Theme;
  readonly runKey: string;
  readonly debugKey: string;
  readonly onRun: (mode: RunMode) => void;
  readonly onPause: () => void;
  readonly onStop: () => void;
  readonly dispatch: Dispatch;
}

export function Toolbar(props: ToolbarProps): VNode {
  const { exampleId, canRun, canStop, canPause, status, theme, runKey, debugKey, onRun, onPause, onStop, dispatch } =
    props;
  return (
    <header class="toolbar">
      <h1 class="brand">
        <BrandMark />
        <span class="brand-name">Ferrous Lua</span>
      </h1>
      <ExamplePicker exampleId={exampleId} dispatch={dispatch} />
      <div class="run-controls" role="group" aria-label="Run">
        <button
          class="button run-button"
          type="button"
          disabled={!canRun}
          aria-keyshortcuts="Control+Enter Meta+Enter"
          onClick={() => onRun('run')}
        >
          <PlayIcon />
          <span>Run</span>
          <kbd class="button-key">{runKey}</kbd>
        </button>
        {canPause ? (
          <button class="button debug-button" type="button" title="Pause at the next instruction" onClick={onPause}>
            <PauseIcon />
            <span>Pause</span>
          </button>
        ) : (
          <button
            class="button debug-button"
            type="button"
            disabled={!canRun}
            aria-keyshortcuts="Alt+Enter"
            title={`Start and pause before the first instruction (${debugKey})`}
            onClick={() => onRun('debug')}
          >
            <DebugIcon />
            <span>Step</span>
          </button>
        )}
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
  readonly dispatch: Dispatch;
}

const kGroups = ['Patterns', 'Language'] as const;

function ExamplePicker({ exampleId, dispatch }: ExamplePickerProps): VNode {
  const choose = (select: HTMLSelectElement): void => {
    const example = exampleById(select.value);
    if (example !== undefined) dispatch({ kind: 'exampleWanted', example: wanted(example) });
    // The state decides what is open; until then the list shows the truth.
    select.value = exampleId;
  };
  return (
    <select
      class="example-select"
      aria-label="Example"
      value={exampleId}
      onChange={(event) => choose(event.currentTarget)}
    >
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
    <button
      class="icon-button theme-button"
      type="button"
      aria-label={text}
      title={text}
      onClick={() => dispatch({ kind: 'themeSelected', theme: next })}
    >
      <Icon />
    </button>
  );
}
