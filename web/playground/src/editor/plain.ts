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
  readonly #numbers: HTMLElement;
  readonly #markers: HTMLElement;
  readonly #area: HTMLTextAreaElement;
  readonly #end = new AbortController();
  #lineCount = 0;
  #problemLines: ReadonlySet<number> = new Set();
  #marks: EditorMarks = { linkedLine: undefined, executionLine: undefined, breakpoints: [] };

  constructor({ container, text, label, events }: EditorOptions) {
    this.#root = document.createElement('div');
    this.#root.className = 'plain-editor';
    this.#gutter = document.createElement('div');
    this.#gutter.className = 'plain-gutter';
    this.#gutter.setAttribute('aria-hidden', 'true');
    this.#numbers = document.createElement('div');
    this.#numbers.className = 'plain-numbers';
    this.#markers = document.createElement('div');
    this.#markers.className = 'plain-markers';
    this.#gutter.append(this.#numbers, this.#markers);
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
    this.#numbers.addEventListener(
      'click',
      (event) => events.onToggleBreakpoint(Math.floor(event.offsetY / this.#lineHeight()) + 1),
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
    const height = this.#lineHeight();
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

  /** The numbers are one text, and only marked lines are elements: a script may have a hundred thousand lines. */
  #drawGutter(): void {
    const count = this.#area.value.split('\n').length;
    if (count !== this.#lineCount) {
      this.#lineCount = count;
      this.#numbers.textContent = Array.from({ length: count }, (_, index) => index + 1).join('\n');
    }
    this.#markers.replaceChildren();
    for (const line of this.#problemLines) this.#mark(line, 'problem');
    for (const line of this.#marks.breakpoints) this.#mark(line, 'breakpoint');
    if (this.#marks.executionLine !== undefined) this.#mark(this.#marks.executionLine, 'execution');
  }

  #mark(line: number, kind: 'problem' | 'breakpoint' | 'execution'): void {
    if (line > this.#lineCount) return;
    const marker = document.createElement('span');
    marker.className = 'plain-marker';
    marker.dataset['kind'] = kind;
    marker.textContent = String(line);
    marker.style.top = `${(line - 1) * this.#lineHeight()}px`;
    this.#markers.append(marker);
  }

  #lineHeight(): number {
    return Number.parseFloat(getComputedStyle(this.#area).lineHeight);
  }

  #followScroll(): void {
    this.#gutter.scrollTop = this.#area.scrollTop;
  }
}
