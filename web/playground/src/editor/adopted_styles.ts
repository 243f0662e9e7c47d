/**
 * Stands in for `vs/base/browser/domStylesheets.js` of Monaco (see `build/strict_monaco.ts`): the same functions, but with adopted
 * style sheets. A `<style>` element made by a script would need 'unsafe-inline' in the content policy; an adopted sheet does not.
 */

import { autorun } from 'monaco-editor/base/common/observableInternal/reactions/autorun.js';
import { DisposableStore, toDisposable } from 'monaco-editor/base/common/lifecycle.js';

interface Disposables {
  add<T>(disposable: T): T;
  dispose(): void;
}

/** Monaco draws squiggles with images in `data:` addresses, which the policy blocks; `styles/editor.css` draws them instead. */
const kDataImages = /url\((["']?)data:[^)]*\1\)/g;

/** The part of `HTMLStyleElement` that Monaco uses. */
export class AdoptedStyle {
  readonly sheet = new CSSStyleSheet();
  #text = '';

  constructor() {
    document.adoptedStyleSheets.push(this.sheet);
  }

  get textContent(): string {
    return this.#text;
  }

  set textContent(text: string) {
    this.#text = text;
    this.sheet.replaceSync(text.replace(kDataImages, 'none'));
  }

  remove(): void {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.sheet);
  }
}

/** The container is not needed: Monaco's selectors all name their widget. */
export function createStyleSheet(
  _container?: HTMLElement,
  beforeAppend?: (style: AdoptedStyle) => void,
  disposables?: Disposables,
): AdoptedStyle {
  const style = new AdoptedStyle();
  beforeAppend?.(style);
  disposables?.add(toDisposable(() => style.remove()));
  return style;
}

let sharedStyle: AdoptedStyle | undefined;

function shared(): AdoptedStyle {
  sharedStyle ??= new AdoptedStyle();
  return sharedStyle;
}

export function createCSSRule(selector: string, cssText: string, style: AdoptedStyle = shared()): void {
  if (cssText !== '') style.sheet.insertRule(`${selector} {${cssText}}`, 0);
}

export function removeCSSRulesContainingSelector(ruleName: string, style: AdoptedStyle = shared()): void {
  const rules = [...style.sheet.cssRules];
  for (let index = rules.length - 1; index >= 0; index -= 1) {
    const rule = rules[index];
    if (rule instanceof CSSStyleRule && rule.selectorText.includes(ruleName)) style.sheet.deleteRule(index);
  }
}

interface Observable<T> {
  read(reader: unknown): T;
}

export function createStyleSheetFromObservable(css: Observable<string>): Disposables {
  const store: Disposables = new DisposableStore();
  const style = createStyleSheet(undefined, undefined, store);
  store.add(
    autorun((reader: unknown) => {
      style.textContent = css.read(reader);
    }),
  );
  return store;
}
