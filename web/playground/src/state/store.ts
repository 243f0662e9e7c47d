/** Holds the state, applies actions to it, and tells whoever watches. */

import type { Action, Dispatch } from './actions.ts';
import { reduce } from './reducer.ts';
import type { State } from './state.ts';

export interface Store {
  readonly get: () => State;
  readonly dispatch: Dispatch;
  /** Calls `listener` after each change; returns the function that ends it. */
  readonly subscribe: (listener: (state: State, before: State) => void) => () => void;
}

export function createStore(start: State): Store {
  let state = start;
  const listeners = new Set<(state: State, before: State) => void>();
  return {
    get: () => state,
    dispatch(action: Action): void {
      const before = state;
      state = reduce(state, action);
      if (state === before) return;
      for (const listener of [...listeners]) listener(state, before);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
