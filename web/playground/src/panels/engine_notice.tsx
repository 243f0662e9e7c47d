/** How far the engine is on its way, or why it did not come. */

import type { VNode } from 'preact';
import type { EngineState } from '../state/state.ts';

export function EngineNotice({ engine }: { readonly engine: EngineState }): VNode | null {
  switch (engine.status) {
    case 'ready':
      return null;
    case 'loading':
      return (
        <div class="engine-notice" data-status="loading">
          <label class="engine-loading">
            <span class="engine-text">
              Loading the engine
              {engine.loadedBytes === 0 ? '' : `, ${progressText(engine.loadedBytes, engine.totalBytes)}`}
            </span>
            <progress
              class="engine-progress"
              max={engine.totalBytes ?? 1}
              value={engine.totalBytes === undefined ? undefined : engine.loadedBytes}
            />
          </label>
        </div>
      );
    case 'broken':
      return (
        <div class="engine-notice" data-status="broken" role="alert">
          <p class="engine-text">
            <strong>The engine did not start.</strong> {engine.message}
          </p>
          <p class="engine-advice">{engine.advice}</p>
        </div>
      );
  }
}

function progressText(loaded: number, total: number | undefined): string {
  const kilobytes = (bytes: number): string => `${Math.round(bytes / 1024)} KB`;
  return total === undefined ? kilobytes(loaded) : `${kilobytes(loaded)} of ${kilobytes(total)}`;
}
