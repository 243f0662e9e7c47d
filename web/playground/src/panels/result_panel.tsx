/** What the run answered: the reply in the form of redis-cli or JSON, or the error with its line. */

import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { assertNever } from '../assert_never.ts';
import type { Reply } from '../engine.ts';
import { cliText, jsonText, replyTypeName } from '../reply_text.ts';
import type { Dispatch } from '../state/actions.ts';
import { count, statsText } from '../state/selectors.ts';
import type { ReplyForm, RunState } from '../state/state.ts';
import { CopyButton } from './copy_button.tsx';
import { Panel } from './panel.tsx';

export interface ResultPanelProps {
  readonly run: RunState;
  readonly form: ReplyForm;
  readonly runKey: string;
  readonly dispatch: Dispatch;
}

/** More than this is shown on demand, so that a reply of a megabyte does not freeze the page. */
const kShownCharacters = 20_000;

const kForms: readonly { readonly form: ReplyForm; readonly label: string }[] = [
  { form: 'cli', label: 'redis-cli' },
  { form: 'json', label: 'JSON' },
];

export function ResultPanel({ run, form, runKey, dispatch }: ResultPanelProps): VNode {
  const reply = run.status === 'finished' ? run.reply : undefined;
  const text = reply === undefined ? undefined : replyText(reply, form);
  const controls = (
    <>
      <div class="segments" role="group" aria-label="Form of the reply">
        {kForms.map((choice) => (
          <button
            class="segment"
            type="button"
            key={choice.form}
            aria-pressed={choice.form === form}
            onClick={() => dispatch({ kind: 'replyFormSelected', form: choice.form })}
          >
            {choice.label}
          </button>
        ))}
      </div>
      <CopyButton
        what="the reply"
        text={() => text ?? (run.status === 'failed' ? run.error.message : '')}
        disabled={text === undefined && run.status !== 'failed'}
      />
    </>
  );
  return (
    <Panel
      name="result"
      title="Result"
      note={reply === undefined ? undefined : replyTypeName(reply)}
      controls={controls}
    >
      <ResultBody run={run} text={text} runKey={runKey} />
    </Panel>
  );
}

function replyText(reply: Reply, form: ReplyForm): string {
  return form === 'cli' ? cliText(reply) : jsonText(reply);
}

function ResultBody({
  run,
  text,
  runKey,
}: {
  readonly run: RunState;
  readonly text: string | undefined;
  readonly runKey: string;
}): VNode {
  switch (run.status) {
    case 'idle':
      return (
        <p class="empty-note">
          Press <kbd>{runKey}</kbd> to run the script.
        </p>
      );
    case 'running':
      return <p class="empty-note is-late">Running…</p>;
    case 'paused':
      return <p class="empty-note">Paused. The result comes when the script has ended.</p>;
    case 'stopped':
      return <p class="empty-note">Stopped before it ended, after {statsText(run.stats)}.</p>;
    case 'failed':
      return (
        <div class="result-error">
          <p class="result-error-text">(error) {run.error.message}</p>
          <ErrorHelp code={run.error.code} line={run.error.line} />
        </div>
      );
    case 'finished':
      return <LongText text={text ?? ''} key={run.run} />;
    default:
      return assertNever(run);
  }
}

function ErrorHelp({ code, line }: { readonly code: string; readonly line: number | undefined }): VNode | null {
  const where = line === undefined ? '' : `Line ${line} of the script. `;
  const help =
    code === 'PAGE'
      ? 'The engine was started again; the next run is not affected.'
      : 'Writes made before the error stay, as in Redis.';
  const text = code === 'SYNTAX' ? where : where + help;
  return text === '' ? null : <p class="result-error-help">{text}</p>;
}

function LongText({ text }: { readonly text: string }): VNode {
  const [limit, setLimit] = useState(kShownCharacters);
  return (
    <div class="result-body">
      <pre class="result-text" tabIndex={0} aria-label="Reply">
        {text.slice(0, limit)}
      </pre>
      {text.length > limit && (
        <button class="text-button" type="button" onClick={() => setLimit(limit * 8)}>
          Show more ({count(text.length - limit)} characters are hidden)
        </button>
      )}
    </div>
  );
}
