import { describe, expect, it } from 'vitest';
import { commandFor } from '../src/shortcuts.ts';
import type { KeyContext, KeyPress } from '../src/shortcuts.ts';

const kNoModifiers = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
const kInEditor: KeyContext = { isPaused: false, hasFocus: true, isInMachinePane: false, isInTextField: true };
const kPaused: KeyContext = { ...kInEditor, isPaused: true };
const kOnPage: KeyContext = { isPaused: true, hasFocus: false, isInMachinePane: false, isInTextField: false };
const kInMachine: KeyContext = { isPaused: true, hasFocus: true, isInMachinePane: true, isInTextField: false };

const press = (key: string, modifiers: Partial<KeyPress> = {}): KeyPress => ({ key, ...kNoModifiers, ...modifiers });

describe('commandFor', () => {
  it('runs with Control or Command and Enter, from any field', () => {
    expect(commandFor(press('Enter', { ctrlKey: true }), kInEditor)).toEqual({ kind: 'run' });
    expect(commandFor(press('Enter', { metaKey: true }), kOnPage)).toEqual({ kind: 'run' });
    expect(commandFor(press('Enter'), kInEditor)).toBeUndefined();
  });

  it('starts or continues with Alt and Enter', () => {
    expect(commandFor(press('Enter', { altKey: true }), kInEditor)).toEqual({ kind: 'debug' });
    expect(commandFor(press('Enter', { altKey: true }), kPaused)).toEqual({ kind: 'step', step: 'continue' });
  });

  it('steps with the keys of editors only while paused', () => {
    expect(commandFor(press('F10'), kInEditor)).toBeUndefined();
    expect(commandFor(press('F10'), kPaused)).toEqual({ kind: 'step', step: 'over' });
    expect(commandFor(press('F11'), kPaused)).toEqual({ kind: 'step', step: 'line' });
    expect(commandFor(press('F11', { shiftKey: true }), kPaused)).toEqual({ kind: 'step', step: 'out' });
  });

  it('leaves F5 to the browser unless something of the page has the focus and the script is paused', () => {
    expect(commandFor(press('F5'), kOnPage)).toBeUndefined();
    expect(commandFor(press('F5'), kInEditor)).toBeUndefined();
    expect(commandFor(press('F5'), kPaused)).toEqual({ kind: 'step', step: 'continue' });
    expect(commandFor(press('F5', { ctrlKey: true }), kPaused)).toBeUndefined();
  });

  it('takes letters only inside the machine pane', () => {
    expect(commandFor(press('i'), kInMachine)).toEqual({ kind: 'step', step: 'instruction' });
    expect(commandFor(press('p'), kInMachine)).toEqual({ kind: 'step', step: 'operation' });
    expect(commandFor(press('i'), kPaused)).toBeUndefined();
    expect(commandFor(press('i'), { ...kInMachine, isPaused: false })).toBeUndefined();
  });
});
