/** What a paste into a field does to the page: a command line from a terminal fills the lists, anything else is left alone. */

import type { Dispatch } from '../state/actions.ts';
import type { Inputs } from '../state/state.ts';
import { parsePasted } from './paste.ts';

export const kPasteHandled = 'handled';
export const kPasteOrdinary = 'ordinary';

export function pasteInto(text: string, dispatch: Dispatch): typeof kPasteHandled | typeof kPasteOrdinary {
  const pasted = parsePasted(text);
  if (pasted.kind === 'text') return kPasteOrdinary;
  if (pasted.kind === 'problem') {
    dispatch({ kind: 'noticed', notice: { kind: 'problem', text: pasted.message } });
    return kPasteHandled;
  }
  const { keys, args, script, warning } = pasted;
  const inputs: Partial<Inputs> = script === undefined ? { keys, args } : { keys, args, source: script };
  const what = `${keys.length} KEYS and ${args.length} ARGV${script === undefined ? '' : ' and the script'}`;
  const notice =
    warning === undefined
      ? ({ kind: 'info', text: `Pasted ${what}.` } as const)
      : ({ kind: 'problem', text: warning } as const);
  dispatch({ kind: 'inputsPasted', inputs, notice });
  return kPasteHandled;
}
