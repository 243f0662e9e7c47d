/** The page as a function of the state: derives what each panel needs and lays the panels out. */

import type { VNode } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { kRedisVersion, kVersion } from './engine.ts';
import { exampleById, wanted } from './examples/examples.ts';
import { BytecodePanel } from './panels/bytecode_panel.tsx';
import { DataPanel } from './panels/data_panel.tsx';
import { EngineNotice } from './panels/engine_notice.tsx';
import { FramesPanel } from './panels/frames_panel.tsx';
import { KeyspacePanel } from './panels/keyspace_panel.tsx';
import { ListPanel } from './panels/list_panel.tsx';
import { LogPanel } from './panels/log_panel.tsx';
import { OperationsPanel } from './panels/operations_panel.tsx';
import { QuestionDialog } from './panels/question_dialog.tsx';
import { RegistersPanel } from './panels/registers_panel.tsx';
import { ResultPanel } from './panels/result_panel.tsx';
import { SourcePanel } from './panels/source_panel.tsx';
import { StepPanel } from './panels/step_panel.tsx';
import { Tabs } from './panels/tabs.tsx';
import { Toolbar } from './panels/toolbar.tsx';
import type { PlaygroundSession } from './session.ts';
import { debugKeyLabel, isApple, runKeyLabel } from './shortcuts.ts';
import {
  announcement,
  bytecodeFocus,
  bytecodeRows,
  canPause,
  canStop,
  changeSummary,
  dataProblems,
  executionLine,
  keyRows,
  linkedLine,
  problems,
  registerRows,
  shownFrame,
  shownListing,
  shownPause,
  showsRun,
  showsStep,
  statusLine,
} from './state/selectors.ts';
import type { NarrowTab, SidePane, State } from './state/state.ts';
import type { Store } from './state/store.ts';

export interface AppProps {
  readonly store: Store;
  readonly session: PlaygroundSession;
}

const kApple = isApple(navigator.platform);
const kRunKey = runKeyLabel(kApple);
const kDebugKey = debugKeyLabel(kApple);

const kSidePanes: readonly { readonly id: SidePane; readonly label: string }[] = [
  { id: 'output', label: 'Output' },
  { id: 'machine', label: 'Machine' },
];

const kNarrowTabs: readonly { readonly id: NarrowTab; readonly label: string }[] = [
  { id: 'code', label: 'Script' },
  { id: 'inputs', label: 'Inputs' },
  { id: 'output', label: 'Output' },
  { id: 'machine', label: 'Machine' },
];

export function App({ store, session }: AppProps): VNode {
  const [state, setState] = useState(store.get);
  useEffect(() => {
    setState(store.get());
    return store.subscribe(setState);
  }, [store]);
  const isDark = useDarkness(state.view.theme);
  const { dispatch } = store;

  return (
    <div class="page" data-narrow-tab={state.view.narrowTab} data-side-pane={state.view.sidePane}>
      <Toolbar
        exampleId={state.exampleId}
        canRun={showsRun(state)}
        canStop={canStop(state)}
        canPause={canPause(state)}
        status={statusLine(state)}
        theme={state.view.theme}
        runKey={kRunKey}
        debugKey={kDebugKey}
        onRun={(mode) => void session.run(mode)}
        onPause={() => void session.pause()}
        onStop={() => void session.stop()}
        dispatch={dispatch}
      />
      <EngineNotice engine={state.engine} />
      <main class="workspace">
        <div class="writing">
          <Source state={state} isDark={isDark} store={store} />
          <div class="inputs" role="group" aria-label="Inputs of the script">
            <ListPanel list="keys" items={state.inputs.keys} dispatch={dispatch} />
            <ListPanel list="args" items={state.inputs.args} dispatch={dispatch} />
            <DataPanel
              data={state.inputs.data}
              problems={dataProblems(state)}
              keepsKeys={state.keepsKeys}
              dispatch={dispatch}
            />
          </div>
        </div>
        <div class="reading">
          <Tabs
            name="side"
            label="What to show beside the script"
            tabs={kSidePanes}
            selected={state.view.sidePane}
            onSelect={(pane) => dispatch({ kind: 'sidePaneSelected', pane })}
          />
          <Output state={state} store={store} />
          <Machine state={state} store={store} session={session} />
        </div>
      </main>
      <footer class="footer">
        <p class="notice" role="status" data-kind={state.view.notice?.kind}>
          {state.view.notice?.text ?? 'A redis-cli --eval or EVAL line can be pasted into any KEYS or ARGV field.'}
        </p>
        <p class="about">
          Everything runs in this page; nothing is sent anywhere. Ferrous Lua {kVersion}, as Redis {kRedisVersion}, MIT
          licence
        </p>
      </footer>
      <nav class="narrow-nav" aria-label="Parts of the page">
        <Tabs
          name="narrow"
          label="Part of the page"
          tabs={kNarrowTabs.map((tab) => ({ ...tab, hasNews: tab.id === 'code' && problems(state).length > 0 }))}
          selected={state.view.narrowTab}
          onSelect={(tab) => dispatch({ kind: 'narrowTabSelected', tab })}
        />
      </nav>
      <QuestionDialog question={state.view.question} dispatch={dispatch} />
      <p class="hidden-text" role="status" aria-live={state.run.status === 'failed' ? 'assertive' : 'polite'}>
        {announcement(state)}
      </p>
    </div>
  );
}

interface PartProps {
  readonly state: State;
  readonly store: Store;
}

function Source({ state, store, isDark }: PartProps & { readonly isDark: boolean }): VNode {
  const shown = useMemo(() => problems(state), [state.compile, state.run, state.revision]);
  const line = state.view.hover?.origin === 'bytecode' ? state.view.hover.line : undefined;
  const example = exampleById(state.exampleId);
  return (
    <SourcePanel
      source={state.inputs.source}
      sourceOrigin={state.sourceOrigin}
      problems={shown}
      linkedLine={line}
      executionLine={executionLine(state)}
      breakpoints={state.breakpoints}
      dark={isDark}
      onReset={
        state.edited && example !== undefined
          ? () => store.dispatch({ kind: 'exampleWanted', example: wanted(example) })
          : undefined
      }
      dispatch={store.dispatch}
    />
  );
}

function Output({ state, store }: PartProps): VNode {
  const rows = useMemo(() => keyRows(state), [state.output.changes, state.keyspace]);
  return (
    <div class="output-pane">
      <ResultPanel run={state.run} form={state.view.replyForm} runKey={kRunKey} dispatch={store.dispatch} />
      <LogPanel log={state.output.log} key={'run' in state.run ? state.run.run : 0} />
      <KeyspacePanel rows={rows} total={state.keyspace?.total} summary={changeSummary(state)} />
    </div>
  );
}

function Machine({ state, store, session }: PartProps & { readonly session: PlaygroundSession }): VNode {
  const listing = shownListing(state);
  const rows = useMemo(() => (listing === undefined ? [] : bytecodeRows(listing)), [listing]);
  const pause = shownPause(state.run);
  const frame = shownFrame(state);
  return (
    <div class="machine-pane">
      <StepPanel enabled={showsStep(state)} onStep={(kind) => void session.step(kind)} />
      <BytecodePanel
        listing={listing}
        rows={rows}
        focus={bytecodeFocus(state, rows)}
        linkedLine={linkedLine(state)}
        frame={frame}
        isInvalid={state.compile.status === 'invalid'}
        dispatch={store.dispatch}
      />
      <div class="machine-state">
        {pause === undefined ? (
          <p class="empty-note">
            Press Step or <kbd>{kDebugKey}</kbd> to stop before the first instruction. Registers, frames and the
            operation queue appear here.
          </p>
        ) : (
          <>
            {pause.error !== undefined && (
              <p class="machine-error">
                About to raise <code>{pause.error.text}</code>
              </p>
            )}
            <RegistersPanel frame={frame} rows={registerRows(state)} />
            <FramesPanel frames={pause.frames} selected={state.view.frame} dispatch={store.dispatch} />
            <OperationsPanel operations={pause.operations} />
          </>
        )}
      </div>
    </div>
  );
}

/** Whether the page is dark now: as chosen, otherwise as the system says. */
function useDarkness(theme: State['view']['theme']): boolean {
  const query = useMemo(() => matchMedia('(prefers-color-scheme: dark)'), []);
  const [systemIsDark, setSystemIsDark] = useState(query.matches);
  useEffect(() => {
    const follow = (): void => setSystemIsDark(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, [query]);
  useMemo(() => {
    // Before the panels draw, because Monaco reads its colours from the style sheet.
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  return theme === 'system' ? systemIsDark : theme === 'dark';
}
