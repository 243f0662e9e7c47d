/** Which key does what. A pure function, so that the table below can be tested and shown. */

import type { StepKind } from './engine.ts';

export type Command =
  | { readonly kind: 'run' }
  | { readonly kind: 'debug' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'step'; readonly step: StepKind }
  | { readonly kind: 'breakpoint' };

/** The parts of a `KeyboardEvent` that matter. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

export interface KeyContext {
  readonly isPaused: boolean;
  /** The focus is on something of the page, not on the page as a whole: then F5 must stay the browser's. */
  readonly hasFocus: boolean;
  readonly isInMachinePane: boolean;
  readonly isInTextField: boolean;
}

const kLetters: Readonly<Record<string, StepKind>> = {
  c: 'continue',
  n: 'over',
  s: 'line',
  o: 'out',
  i: 'instruction',
  p: 'operation',
};

export function commandFor(press: KeyPress, context: KeyContext): Command | undefined {
  const { key, shiftKey, altKey } = press;
  const control = press.ctrlKey || press.metaKey;
  if (key === 'Enter' && control && !altKey) return { kind: 'run' };
  if (key === 'Enter' && altKey && !control)
    return context.isPaused ? { kind: 'step', step: 'continue' } : { kind: 'debug' };
  if (control || altKey) return undefined;
  if (key === 'F9' && !shiftKey) return { kind: 'breakpoint' };
  if (key === 'F5' && context.hasFocus) {
    if (shiftKey) return context.isPaused ? { kind: 'stop' } : undefined;
    return context.isPaused ? { kind: 'step', step: 'continue' } : undefined;
  }
  if (!context.isPaused) return undefined;
  if (key === 'F10' && !shiftKey) return { kind: 'step', step: 'over' };
  if (key === 'F11') return { kind: 'step', step: shiftKey ? 'out' : 'line' };
  if (!context.isInMachinePane || context.isInTextField || shiftKey) return undefined;
  const step = kLetters[key];
  return step === undefined ? undefined : { kind: 'step', step };
}

/** Apple keyboards have another key for commands. */
export function isApple(platform: string): boolean {
  return /mac|iphone|ipad/i.test(platform);
}

export function runKeyLabel(apple: boolean): string {
  return apple ? '⌘ Enter' : 'Ctrl+Enter';
}

export function debugKeyLabel(apple: boolean): string {
  return apple ? '⌥ Enter' : 'Alt+Enter';
}
