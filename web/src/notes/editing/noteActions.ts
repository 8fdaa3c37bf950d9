/** The actions on the note that is open. */

import { useMemo } from 'preact/hooks';
import type { NoteSummary } from '../../api/types';
import { navigate } from '../../router';
import { Actions } from '../store/actions';
import { summaryOf } from '../store/listing';
import type { NotesStore } from '../store/notesStore';
import type { NoteEditor } from './editor';

type NoteActions = Record<'pin' | 'archive' | 'trash' | 'restore', () => void>;

/** Return the actions on the note as it is shown; all but pinning also go back to the list at this path. */
export function useNoteActions(editor: NoteEditor, store: NotesStore, list: string): NoteActions {
  const { base, draft } = editor.state.value;
  const actions = useMemo(() => new Actions(store), [store]);
  const now = (): NoteSummary => ({ ...summaryOf(base), pinned: draft.pinned, state: draft.state });
  const leave = (act: (note: NoteSummary) => unknown): void => {
    void act(now());
    navigate(list);
  };
  return {
    pin: () => void actions.pin(now()),
    archive: () => leave((note) => actions.archive(note)),
    trash: () => leave((note) => actions.trash(note)),
    restore: () => leave((note) => actions.restore(note)),
  };
}
