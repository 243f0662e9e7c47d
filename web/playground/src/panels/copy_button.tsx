/** Copies a text to the clipboard and says so. */

import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { CopyIcon } from './icons.tsx';

export interface CopyButtonProps {
  readonly what: string;
  readonly text: () => string;
  readonly disabled: boolean;
}

const kShownMs = 1500;

export function CopyButton({ what, text, disabled }: CopyButtonProps): VNode {
  const [result, setResult] = useState<'none' | 'copied' | 'refused'>('none');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text());
      setResult('copied');
    } catch {
      setResult('refused');
    }
    setTimeout(() => setResult('none'), kShownMs);
  };
  return (
    <button
      class="icon-button copy-button"
      type="button"
      disabled={disabled}
      aria-label={`Copy ${what}`}
      title={`Copy ${what}`}
      onClick={() => void copy()}
    >
      <CopyIcon />
      <span class="copy-result" role="status">
        {result === 'none' ? '' : result === 'copied' ? 'Copied' : 'The browser refused'}
      </span>
    </button>
  );
}
