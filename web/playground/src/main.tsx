/** Puts the page together. */

import { render } from 'preact';
import { App } from './app.tsx';
import { exampleById, kExamples } from './examples/examples.ts';
import { savedDraft, savedTheme } from './memory.ts';
import { PlaygroundSession } from './session.ts';
import { commandFor } from './shortcuts.ts';
import type { Command } from './shortcuts.ts';
import { initialState } from './state/state.ts';
import { createStore } from './state/store.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/panels.css';

const first = kExamples[0];
const store = createStore(initialState({ inputs: first.inputs, exampleId: first.id, theme: savedTheme() }));
const draft = savedDraft();
if (draft !== undefined && exampleById(draft.exampleId) !== undefined) {
  store.dispatch({ kind: 'draftRestored', inputs: draft.inputs, exampleId: draft.exampleId });
}
const session = new PlaygroundSession(store);

function perform(command: Command): void {
  switch (command.kind) {
    case 'run':
      void session.run('run');
      break;
    case 'debug':
      void session.run('debug');
      break;
    case 'stop':
      void session.stop();
      break;
    case 'step':
      void session.step(command.step);
      break;
    case 'breakpoint':
      store.dispatch({ kind: 'breakpointToggled', line: store.get().view.caretLine });
      break;
  }
}

// In the capture phase, so that editors do not take the keys first.
document.addEventListener(
  'keydown',
  (event) => {
    const target = event.target instanceof Element ? event.target : document.body;
    const command = commandFor(event, {
      isPaused: store.get().run.status === 'paused',
      hasFocus: target !== document.body,
      isInMachinePane: target.closest('.machine-pane') !== null,
      isInTextField: target.matches('input, textarea, select, [contenteditable]'),
    });
    if (command === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    perform(command);
  },
  { capture: true },
);

const root = document.getElementById('app');
if (root !== null) render(<App store={store} session={session} />, root);
void session.start();
