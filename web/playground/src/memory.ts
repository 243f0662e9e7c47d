/** What the browser remembers between visits: the theme, and a script that is not one of the examples. Both may be refused. */

import type { Inputs, Theme } from './state/state.ts';

const kThemeKey = 'ferrous-lua.theme';
const kDraftKey = 'ferrous-lua.draft';

export interface Draft {
  readonly exampleId: string;
  readonly inputs: Inputs;
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Private windows and full stores: the page works without.
  }
}

export function savedTheme(): Theme {
  const value = read(kThemeKey);
  return value === 'light' || value === 'dark' ? value : 'system';
}

/** Also read by `public/theme.js`, before the first paint. */
export function saveTheme(theme: Theme): void {
  write(kThemeKey, theme === 'system' ? undefined : theme);
}

export function saveDraft(draft: Draft | undefined): void {
  write(kDraftKey, draft === undefined ? undefined : JSON.stringify(draft));
}

export function savedDraft(): Draft | undefined {
  const text = read(kDraftKey);
  if (text === null) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isDraft(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isDraft(value: unknown): value is Draft {
  if (!isRecord(value) || typeof value['exampleId'] !== 'string') return false;
  const inputs = value['inputs'];
  if (!isRecord(inputs)) return false;
  return (
    typeof inputs['source'] === 'string' &&
    typeof inputs['data'] === 'string' &&
    isTextList(inputs['keys']) &&
    isTextList(inputs['args'])
  );
}
