/**
 * Makes Monaco work under `default-src 'self'; script-src 'self' 'wasm-unsafe-eval'`, where inline styles and `data:` images are
 * blocked, and leaves out what the page never uses. Each change names the file of the pinned Monaco that it applies to; one that no
 * longer applies fails the build.
 */

import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const kStyledHtml = fileURLToPath(new URL('../src/editor/styled_html.ts', import.meta.url));
const kAdoptedStyles = fileURLToPath(new URL('../src/editor/adopted_styles.ts', import.meta.url));

interface Edit {
  readonly file: string;
  readonly pattern: RegExp;
  readonly replacement: string;
  readonly times: number;
}

const kInnerHtml = /([\w.]+)\.innerHTML = (\w+);/g;

const kEdits: readonly Edit[] = [
  { file: 'vs/editor/browser/view/viewLayer.js', pattern: kInnerHtml, replacement: 'setStyledHtml($1, $2);', times: 2 },
  {
    file: 'vs/editor/browser/view/viewLayer.js',
    pattern: /(\w+)\.insertAdjacentHTML\('afterend', (\w+)\);/g,
    replacement: 'insertStyledHtmlAfter($1, $2);',
    times: 1,
  },
  {
    file: 'vs/editor/browser/view/domLineBreaksComputer.js',
    pattern: kInnerHtml,
    replacement: 'setStyledHtml($1, $2);',
    times: 1,
  },
];

/** Modules of which only the names are needed: parts of Monaco that the page never shows, cut off where they are imported. */
const kStubs: ReadonlyMap<string, string> = new Map([
  ['vs/editor/browser/widget/diffEditor/diffEditorWidget.js', 'export class DiffEditorWidget {}'],
  ['vs/editor/browser/widget/multiDiffEditor/multiDiffEditorWidget.js', 'export class MultiDiffEditorWidget {}'],
  [
    'vs/editor/standalone/browser/quickInput/standaloneQuickInputService.js',
    'export class StandaloneQuickInputService {}',
  ],
  [
    'vs/platform/list/browser/listService.js',
    "import { createDecorator } from '../../instantiation/common/instantiation.js';" +
      "export const IListService = createDecorator('listService'); export class ListService {}",
  ],
  ['vs/editor/browser/gpu/viewGpuContext.js', 'export class ViewGpuContext {}'],
  ['vs/editor/browser/viewParts/viewLinesGpu/viewLinesGpu.js', 'export class ViewLinesGpu {}'],
  ['vs/editor/browser/viewParts/rulersGpu/rulersGpu.js', 'export class RulersGpu {}'],
  ['vs/base/browser/ui/selectBox/selectBoxCustom.js', 'export class SelectBoxList {}'],
  // The browser's own menu opens instead.
  [
    'vs/platform/contextview/browser/contextMenuService.js',
    'const never = () => ({ dispose() {} });' +
      'export class ContextMenuService { onDidShowContextMenu = never; onDidHideContextMenu = never; configure() {} showContextMenu() {} }',
  ],
  // Nothing on the page is written in Markdown: its text is shown as it is.
  [
    'vs/base/browser/markdownRenderer.js',
    "export function renderAsPlaintext(text) { return typeof text === 'string' ? text : text.value; }" +
      "export function renderMarkdown(text) { const element = document.createElement('span');" +
      'element.textContent = renderAsPlaintext(text); return { element, dispose() {} }; }',
  ],
  ['vs/base/browser/domSanitize.js', 'export function safeSetInnerHtml(element, text) { element.textContent = text; }'],
  [
    'vs/editor/contrib/dropOrPasteInto/browser/copyPasteController.js',
    'export class CopyPasteController { static get() { return null; } }',
  ],
]);

function normalized(id: string): string {
  return id.replaceAll('\\', '/').split('?')[0] ?? id;
}

export function strictMonaco(): Plugin {
  return {
    name: 'strict-monaco',
    enforce: 'pre',
    resolveId(source, importer) {
      const isMonaco = importer !== undefined && normalized(importer).includes('/monaco-editor/esm/');
      return isMonaco && source.endsWith('/domStylesheets.js') ? kAdoptedStyles : undefined;
    },
    load(id) {
      const path = normalized(id);
      if (!path.includes('/monaco-editor/esm/vs/')) return undefined;
      for (const [file, stub] of kStubs) {
        if (path.endsWith(`/${file}`)) return stub;
      }
      return undefined;
    },
    transform(code, id) {
      const path = normalized(id);
      if (!path.includes('/monaco-editor/esm/vs/')) return undefined;
      const edits = kEdits.filter((edit) => path.endsWith(edit.file));
      if (edits.length === 0) return undefined;
      let changed = code;
      for (const edit of edits) {
        const found = [...changed.matchAll(edit.pattern)].length;
        if (found !== edit.times) {
          throw new Error(
            `${edit.file}: ${edit.pattern} matches ${found} times, not ${edit.times}; was Monaco updated?`,
          );
        }
        changed = changed.replace(edit.pattern, edit.replacement);
      }
      const helpers = `import { insertStyledHtmlAfter, setStyledHtml } from ${JSON.stringify(kStyledHtml)};\n`;
      return { code: helpers + changed, map: null };
    },
  };
}
