/** Chooses the editor: the plain one at once, and Monaco in its place where the screen and the pointer suit it. */

import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { createPlainEditor } from './plain.ts';
import type { EditorEvents, SourceEditor } from './source_editor.ts';

/** Monaco needs room and a precise pointer. */
const kPlainQuery = '(max-width: 699px), (pointer: coarse)';

interface Options {
  readonly text: string;
  readonly dark: boolean;
  readonly label: string;
  readonly events: EditorEvents;
}

export function useEditor(container: RefObject<HTMLElement | null>, options: Options): SourceEditor | undefined {
  const [editor, setEditor] = useState<SourceEditor>();
  const latest = useRef(options);
  latest.current = options;

  useEffect(() => {
    const host = container.current;
    if (host === null) return undefined;
    const query = matchMedia(kPlainQuery);
    let current: SourceEditor | undefined;
    let generation = 0;

    const use = (next: SourceEditor): void => {
      current = next;
      setEditor(next);
    };
    const choose = (): void => {
      generation += 1;
      const mine = generation;
      current?.dispose();
      const plain = createPlainEditor({ container: host, ...latest.current });
      use(plain);
      if (query.matches) return;
      import('./monaco.ts').then(
        ({ createMonacoEditor }) => {
          if (mine !== generation) return;
          const { hasFocus, start } = plain.selection;
          plain.dispose();
          const monaco = createMonacoEditor({ container: host, ...latest.current });
          use(monaco);
          if (hasFocus) monaco.focus();
          if (start > 0) monaco.reveal(latest.current.text.slice(0, start).split('\n').length);
        },
        // The plain editor does everything that is needed; the page says nothing and goes on.
        (error: unknown) => console.warn('The full editor could not be loaded.', error),
      );
    };

    choose();
    query.addEventListener('change', choose);
    return () => {
      generation += 1;
      query.removeEventListener('change', choose);
      current?.dispose();
    };
  }, []);

  return editor;
}
