/**
 * A text area with line numbers behind `SourceEditor`: for small and touch screens, where Monaco does not work well, and everywhere
 * until Monaco has arrived. Problems are marked on their line number; the page lists their texts.
 */

import type { Problem } from '../state/selectors.ts';
import type { EditorMarks, EditorOptions, SourceEditor } from './source_editor.ts';

export function createPlainEditor(options: EditorOptions): PlainEditor {
  return new PlainEditor(options);
}

export class PlainEditor implements SourceEditor {
  readonly #root: HTMLElement;
  readonly #gutter: HTMLElement;
  readonly #area: HTMLTextAreaElement;
  readonly #end = new AbortController();
  #problemLines: ReadonlySet<number> = new Set();
  #marks: EditorMarks = { linkedLine: undefined, executionLine: undefined, breakpoints: [] };

  constructor({ container, text, label, events }: EditorOptions) {
    this.#root = document.createElement('div');
    this.#root.className = 'plain-editor';
    this.#gutter = document.createElement('div');
    this.#gutter.className = 'plain-gutter';
    this.#gutter.setAttribute('aria-hidden', 'true');
    this.#area = document.createElement('textarea');
    this.#area.className = 'plain-text';
    this.#area.value = text;
    this.#area.setSelectionRange(0, 0);
    this.#area.wrap = 'off';
    this.#area.spellcheck = false;
    this.#area.autocapitalize = 'off';
    this.#area.setAttribute('autocomplete', 'off');
    this.#area.setAttribute('autocorrect', 'off');
    this.#area.setAttribute('aria-label', label);
    this.#root.append(this.#gutter, this.#area);
    container.append(this.#root);

    const { signal } = this.#end;
    const tellCaret = (): void => events.onCaret(this.#lineAt(this.#area.selectionStart));
    this.#area.addEventListener(
      'input',
      () => {
        this.#drawGutter();
        events.onChange(this.#area.value);
      },
      { signal },
    );
    this.#area.addEventListener('scroll', () => this.#followScroll(), { signal, passive: true });
    this.#area.addEventListener('keyup', tellCaret, { signal });
    this.#area.addEventListener('click', tellCaret, { signal });
    this.#gutter.addEventListener(
      'click',
      (event) => {
        const line = (event.target as HTMLElement).dataset['line'];
        if (line !== undefined) events.onToggleBreakpoint(Number(line));
      },
      { signal },
    );
    this.#drawGutter();
  }

  /** Where the selection is, so that another editor can take over. */
  get selection(): { readonly start: number; readonly end: number; readonly hasFocus: boolean } {
    return {
      start: this.#area.selectionStart,
      end: this.#area.selectionEnd,
      hasFocus: document.activeElement === this.#area,
    };
  }

  setText(text: string): void {
    if (this.#area.value === text) return;
    this.#area.value = text;
    this.#area.scrollTop = 0;
    this.#area.setSelectionRange(0, 0);
    this.#drawGutter();
  }

  setProblems(problems: readonly Problem[]): void {
    this.#problemLines = new Set(problems.map((problem) => problem.line));
    this.#drawGutter();
  }

  setMarks(marks: EditorMarks): void {
    this.#marks = marks;
    this.#drawGutter();
  }

  reveal(line: number): void {
    const height = Number.parseFloat(getComputedStyle(this.#area).lineHeight);
    const top = (line - 1) * height;
    const { scrollTop, clientHeight } = this.#area;
    if (top < scrollTop || top + 2 * height > scrollTop + clientHeight) this.#area.scrollTop = top - clientHeight / 2;
  }

  focus(): void {
    this.#area.focus();
  }

  setDark(): void {
    // The style sheet does it.
  }

  dispose(): void {
    this.#end.abort();
    this.#root.remove();
  }

  #lineAt(offset: number): number {
    return this.#area.value.slice(0, offset).split('\n').length;
  }

  #drawGutter(): void {
    const count = this.#area.value.split('\n').length;
    while (this.#gutter.childElementCount > count) this.#gutter.lastElementChild?.remove();
    for (let line = this.#gutter.childElementCount + 1; line <= count; line += 1) {
      const number = document.createElement('span');
      number.className = 'plain-number';
      number.textContent = String(line);
      number.dataset['line'] = String(line);
      this.#gutter.append(number);
    }
    for (const number of this.#gutter.querySelectorAll<HTMLElement>('.plain-number')) {
      const line = Number(number.dataset['line']);
      number.toggleAttribute('data-problem', this.#problemLines.has(line));
      number.toggleAttribute('data-breakpoint', this.#marks.breakpoints.includes(line));
      number.toggleAttribute('data-execution', this.#marks.executionLine === line);
    }
  }

  #followScroll(): void {
    this.#gutter.scrollTop = this.#area.scrollTop;
  }
}
