/**
 * Monaco behind `SourceEditor`: the only file that imports it. Only the editor core and a handful of its features are taken; the
 * colours come from the page's own tokens, so that both follow one palette.
 */

import * as monaco from 'monaco-editor/editor/editor.api.js';
import 'monaco-editor/features/bracketMatching/register.js';
import 'monaco-editor/features/caretOperations/register.js';
import 'monaco-editor/features/clipboard/register.js';
import 'monaco-editor/features/codicon/register.js';
import 'monaco-editor/features/comment/register.js';
import 'monaco-editor/features/cursorUndo/register.js';
import 'monaco-editor/features/find/register.js';
import 'monaco-editor/features/folding/register.js';
import 'monaco-editor/features/indentation/register.js';
import 'monaco-editor/features/linesOperations/register.js';
import 'monaco-editor/features/multicursor/register.js';
import 'monaco-editor/features/toggleTabFocusMode/register.js';
import 'monaco-editor/features/wordHighlighter/register.js';
import 'monaco-editor/features/wordOperations/register.js';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';

import { kLanguageConfiguration, kLanguageId, kTokens } from './lua_language.ts';
import type { EditorMarks, EditorOptions, SourceEditor } from './source_editor.ts';

const kThemeName = 'page';
const kProblemOwner = 'engine';

let isPrepared = false;

/** Once per page: the language and the worker. */
function prepare(): void {
  if (isPrepared) return;
  isPrepared = true;
  self.MonacoEnvironment = { getWorker: () => new EditorWorker() };
  monaco.languages.register({ id: kLanguageId, extensions: ['.lua'] });
  monaco.languages.setLanguageConfiguration(kLanguageId, kLanguageConfiguration);
  monaco.languages.setMonarchTokensProvider(kLanguageId, kTokens);
}

/** The value of a colour token, as Monaco wants it: `#rrggbb` or `#rrggbbaa`. */
function tokenColour(name: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const parts = getComputedStyle(probe).color.match(/[\d.]+/g) ?? [];
  probe.remove();
  const [red = 0, green = 0, blue = 0, alpha = 1] = parts.map(Number);
  const hex = (value: number): string => Math.round(value).toString(16).padStart(2, '0');
  return `#${hex(red)}${hex(green)}${hex(blue)}${alpha < 1 ? hex(alpha * 255) : ''}`;
}

function defineTheme(dark: boolean): void {
  const rule = (token: string, name: string, fontStyle = ''): monaco.editor.ITokenThemeRule => ({
    token,
    foreground: tokenColour(name).slice(1),
    fontStyle,
  });
  monaco.editor.defineTheme(kThemeName, {
    base: dark ? 'vs-dark' : 'vs',
    inherit: false,
    rules: [
      rule('', '--ink'),
      rule('comment', '--code-comment', 'italic'),
      rule('keyword', '--code-keyword'),
      rule('constant', '--code-number'),
      rule('number', '--code-number'),
      rule('string', '--code-string'),
      rule('string.escape', '--code-escape'),
      rule('global', '--code-global'),
      rule('library', '--code-library'),
      rule('input', '--code-library'),
      rule('function', '--code-function'),
      rule('operator', '--code-operator'),
      rule('delimiter', '--code-operator'),
      rule('invalid', '--bad-ink'),
    ],
    colors: {
      'editor.background': tokenColour('--surface'),
      'editor.foreground': tokenColour('--ink'),
      'editorCursor.foreground': tokenColour('--accent'),
      'editor.selectionBackground': tokenColour('--code-selection'),
      'editor.inactiveSelectionBackground': tokenColour('--code-selection-weak'),
      'editor.selectionHighlightBackground': tokenColour('--code-selection-weak'),
      'editor.wordHighlightBackground': tokenColour('--code-selection-weak'),
      'editor.wordHighlightStrongBackground': tokenColour('--code-selection-weak'),
      'editor.lineHighlightBorder': '#00000000',
      'editorLineNumber.foreground': tokenColour('--ink-faint'),
      'editorLineNumber.activeForeground': tokenColour('--ink'),
      'editorIndentGuide.background1': tokenColour('--line-weak'),
      'editorIndentGuide.activeBackground1': tokenColour('--line'),
      'editorBracketMatch.background': tokenColour('--code-selection-weak'),
      'editorBracketMatch.border': tokenColour('--line'),
      ...Object.fromEntries(
        [1, 2, 3, 4, 5, 6].map((level) => [
          `editorBracketHighlight.foreground${level}`,
          tokenColour('--code-operator'),
        ]),
      ),
      'editorError.foreground': tokenColour('--bad'),
      'editorGutter.foldingControlForeground': tokenColour('--ink-faint'),
      'editorWidget.background': tokenColour('--surface-raised'),
      'editorWidget.border': tokenColour('--line'),
      'editorHoverWidget.background': tokenColour('--surface-raised'),
      'editorHoverWidget.border': tokenColour('--line'),
      'input.background': tokenColour('--field'),
      'input.border': tokenColour('--line'),
      focusBorder: tokenColour('--focus'),
      'scrollbarSlider.background': tokenColour('--scrollbar'),
      'scrollbarSlider.hoverBackground': tokenColour('--scrollbar-hover'),
      'scrollbarSlider.activeBackground': tokenColour('--scrollbar-hover'),
      'editorOverviewRuler.border': '#00000000',
    },
  });
  monaco.editor.setTheme(kThemeName);
}

export function createMonacoEditor(options: EditorOptions): SourceEditor {
  prepare();
  defineTheme(options.dark);
  const model = monaco.editor.createModel(options.text, kLanguageId);
  model.setEOL(monaco.editor.EndOfLineSequence.LF);
  const editor = monaco.editor.create(options.container, {
    model,
    ariaLabel: options.label,
    automaticLayout: true,
    bracketPairColorization: { enabled: false },
    contextmenu: false,
    cursorBlinking: 'smooth',
    fixedOverflowWidgets: true,
    folding: true,
    fontFamily: getComputedStyle(options.container).fontFamily,
    fontSize: 13,
    glyphMargin: true,
    hideCursorInOverviewRuler: true,
    guides: { indentation: true, bracketPairs: false },
    lineDecorationsWidth: 6,
    lineHeight: 20,
    lineNumbersMinChars: 3,
    links: false,
    matchBrackets: 'near',
    minimap: { enabled: false },
    occurrencesHighlight: 'singleFile',
    overviewRulerLanes: 2,
    padding: { top: 10, bottom: 10 },
    renderLineHighlight: 'none',
    scrollBeyondLastLine: false,
    scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
    showFoldingControls: 'mouseover',
    stickyScroll: { enabled: false },
    tabSize: 2,
    unicodeHighlight: { ambiguousCharacters: false },
    useShadowDOM: false,
    wordBasedSuggestions: 'off',
  });
  return new MonacoSourceEditor(editor, model, options);
}

class MonacoSourceEditor implements SourceEditor {
  readonly #editor: monaco.editor.IStandaloneCodeEditor;
  readonly #model: monaco.editor.ITextModel;
  readonly #decorations: monaco.editor.IEditorDecorationsCollection;
  readonly #tip: ProblemTip;
  readonly #listeners: readonly monaco.IDisposable[];
  #isReplacing = false;
  #escapePressed = false;

  constructor(editor: monaco.editor.IStandaloneCodeEditor, model: monaco.editor.ITextModel, { events }: EditorOptions) {
    this.#editor = editor;
    this.#model = model;
    this.#decorations = editor.createDecorationsCollection();
    this.#tip = new ProblemTip(editor);
    this.#listeners = [
      model.onDidChangeContent(() => {
        if (!this.#isReplacing) events.onChange(model.getValue());
      }),
      editor.onDidChangeCursorPosition((change) => events.onCaret(change.position.lineNumber)),
      editor.onMouseMove((move) => {
        events.onHover(move.target.position?.lineNumber);
        this.#tip.showAt(
          move.target.type === monaco.editor.MouseTargetType.CONTENT_TEXT ? move.target.position : undefined,
        );
      }),
      editor.onMouseLeave(() => {
        events.onHover(undefined);
        this.#tip.showAt(undefined);
      }),
      editor.onMouseDown((press) => {
        const isMargin =
          press.target.type === monaco.editor.MouseTargetType.GUTTER_GLYPH_MARGIN ||
          press.target.type === monaco.editor.MouseTargetType.GUTTER_LINE_NUMBERS;
        if (isMargin) events.onToggleBreakpoint(press.target.position.lineNumber);
      }),
      editor.onKeyDown((press) => this.#leaveOnEscapeTab(press)),
    ];
  }

  /** Escape, then Tab, moves the focus on, as the accessible name of the editor promises. */
  #leaveOnEscapeTab(press: monaco.IKeyboardEvent): void {
    if (press.keyCode === monaco.KeyCode.Escape) {
      this.#escapePressed = true;
      return;
    }
    if (press.keyCode === monaco.KeyCode.Shift) return;
    // Monaco must not see this Tab; the browser then moves the focus.
    if (press.keyCode === monaco.KeyCode.Tab && this.#escapePressed) press.stopPropagation();
    this.#escapePressed = false;
  }

  setText(text: string): void {
    if (this.#model.getValue() === text) return;
    this.#isReplacing = true;
    this.#editor.pushUndoStop();
    this.#editor.executeEdits('page', [{ range: this.#model.getFullModelRange(), text }]);
    this.#editor.pushUndoStop();
    this.#isReplacing = false;
    this.#editor.setPosition({ lineNumber: 1, column: 1 });
    this.#editor.setScrollTop(0);
  }

  setProblems(problems: Parameters<SourceEditor['setProblems']>[0]): void {
    const markers = problems.map(({ line, column, endColumn, message }) => {
      const range = this.#model.validateRange(new monaco.Range(line, column, line, endColumn));
      // An empty range, such as the end of the text, still needs something to underline.
      const word = range.isEmpty() ? Math.max(range.startColumn - 1, 1) : range.startColumn;
      return {
        severity: monaco.MarkerSeverity.Error,
        message,
        startLineNumber: range.startLineNumber,
        startColumn: word,
        endLineNumber: range.endLineNumber,
        endColumn: range.endColumn,
      };
    });
    monaco.editor.setModelMarkers(this.#model, kProblemOwner, markers);
    this.#tip.setMarkers(markers);
  }

  setMarks(marks: EditorMarks): void {
    const decorations: monaco.editor.IModelDeltaDecoration[] = [];
    const mark = (line: number | undefined, options: monaco.editor.IModelDecorationOptions): void => {
      if (line === undefined || line < 1 || line > this.#model.getLineCount()) return;
      decorations.push({ range: new monaco.Range(line, 1, line, 1), options: { isWholeLine: true, ...options } });
    };
    mark(marks.linkedLine, { className: 'line-linked' });
    mark(marks.executionLine, {
      className: 'line-execution',
      marginClassName: 'line-execution',
      glyphMarginClassName: 'glyph-execution',
      zIndex: 2,
    });
    for (const line of marks.breakpoints) mark(line, { glyphMarginClassName: 'glyph-breakpoint' });
    this.#decorations.set(decorations);
  }

  reveal(line: number): void {
    this.#editor.revealLineInCenterIfOutsideViewport(line, monaco.editor.ScrollType.Immediate);
  }

  focus(): void {
    this.#editor.focus();
  }

  setDark(dark: boolean): void {
    defineTheme(dark);
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#editor.dispose();
    this.#model.dispose();
  }
}

/** The text of a problem, shown under the pointer. Monaco's own hover would bring ten times the code. */
class ProblemTip implements monaco.editor.IContentWidget {
  readonly allowEditorOverflow = true;
  readonly suppressMouseDown = false;
  readonly #editor: monaco.editor.ICodeEditor;
  readonly #node = document.createElement('div');
  #markers: readonly monaco.editor.IMarkerData[] = [];
  #shown: monaco.editor.IMarkerData | undefined;

  constructor(editor: monaco.editor.ICodeEditor) {
    this.#editor = editor;
    this.#node.className = 'problem-tip';
    this.#node.setAttribute('role', 'tooltip');
    editor.addContentWidget(this);
  }

  getId(): string {
    return 'problem-tip';
  }

  getDomNode(): HTMLElement {
    return this.#node;
  }

  getPosition(): monaco.editor.IContentWidgetPosition | null {
    if (this.#shown === undefined) return null;
    return {
      position: { lineNumber: this.#shown.startLineNumber, column: this.#shown.startColumn },
      preference: [
        monaco.editor.ContentWidgetPositionPreference.ABOVE,
        monaco.editor.ContentWidgetPositionPreference.BELOW,
      ],
    };
  }

  setMarkers(markers: readonly monaco.editor.IMarkerData[]): void {
    this.#markers = markers;
    this.showAt(undefined);
  }

  showAt(position: monaco.IPosition | null | undefined): void {
    const marker = position && this.#markers.find((candidate) => monaco.Range.containsPosition(candidate, position));
    const next = marker ?? undefined;
    if (next === this.#shown) return;
    this.#shown = next;
    this.#node.textContent = next?.message ?? '';
    this.#editor.layoutContentWidget(this);
  }
}
