/** Asks before something replaces what was edited. */

import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Dispatch } from '../state/actions.ts';
import type { Question } from '../state/state.ts';

export interface QuestionDialogProps {
  readonly question: Question | undefined;
  readonly dispatch: Dispatch;
}

export function QuestionDialog({ question, dispatch }: QuestionDialogProps): VNode {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (question !== undefined) dialog.current?.showModal();
  }, [question]);
  const close = (element: HTMLDialogElement): void => {
    dispatch({ kind: 'questionAnswered', answer: element.returnValue === 'replace' ? 'replace' : 'keep' });
    element.returnValue = '';
  };
  return (
    <dialog
      class="question"
      ref={dialog}
      aria-labelledby="question-title"
      onClose={(event) => close(event.currentTarget)}
    >
      <form method="dialog">
        <h2 class="question-title" id="question-title">
          Replace what you have edited?
        </h2>
        <p class="question-text">Your script, KEYS, ARGV and data make room for “{question?.title}”.</p>
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
  );
}
