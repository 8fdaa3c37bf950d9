/** IME compositions in the fields of a note. */

import { useEffect } from 'preact/hooks';
import type { NoteEditor } from './editor';

/** Report to the editor when a composition starts and ends; return the handlers of these events. */
export function useComposition(editor: NoteEditor): { start: () => void; end: () => void } {
  // Leaving the view in the middle of an IME composition ends it.
  useEffect(() => () => editor.compose(false), [editor]);
  return { start: () => editor.compose(true), end: () => editor.compose(false) };
}
