import { notesEditingText } from '#text/notesEditing';
import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { navigate } from '../../router';
import { isComposing } from '../../ui/composing';
import { View } from '../../ui/View';
import { useAttaching } from './attaching';
import { ChangedElsewhere } from './ChangedElsewhere';
import { useComposition } from './composition';
import { ConflictView } from './ConflictView';
import { useNoteActions } from './noteActions';
import type { NoteEditor } from './editor';
import { EditorBar, type Side } from './EditorBar';
import { NoteSides } from './NoteSides';
import { TrashedNote } from './TrashedNote';
import { tagsOf } from '../store/search';
import { useMedia } from '../../ui/useMedia';
import { useKeys } from '../useKeys';
import type { NotesStore } from '../store/notesStore';

/** Media query for showing the text field and the preview side by side. */
const WIDE = '(min-width: 64rem)';
const LISTS = { active: '/', archived: '/archive', trashed: '/trash' } as const;

/** The view of an open note: a toolbar, and below it the note to edit, to read, or to choose a version of. */
export function NoteEdit({ editor, store }: { editor: NoteEditor; store: NotesStore }): JSX.Element {
  const { base, draft, phase } = editor.state.value;
  // Read here, although only the tag suggestions use it: the toolbar's next and previous note depend on the list, too.
  const { notes } = store.lists.loaded.listing('active').value;
  const known = useMemo(() => tagsOf(notes.values()), [notes]);
  const isWide = useMedia(WIDE);
  const [side, setSide] = useState<Side>(() => (base.text.trim() ? 'read' : 'write'));
  const isTrashed = base.state === 'trashed';
  const isConflict = phase.name === 'conflict';
  const list = LISTS[base.state];
  const actions = useNoteActions(editor, store, list);

  useRefresh(editor);
  const composition = useComposition(editor);
  useEditKeys(editor, list);
  const attaching = useAttaching(base);

  return (
    <View title={draft.title || notesEditingText.untitledView} titleHidden width="full">
      <article
        class={`note${attaching.isOver ? ' note-over' : ''}`}
        data-drop-hint={notesEditingText.dropHint}
        onPaste={attaching.paste}
        onCompositionStart={composition.start}
        onCompositionEnd={composition.end}
        onKeyDown={leaveField}
      >
        <EditorBar
          editor={editor}
          list={list}
          actions={actions}
          previous={toNeighbour(store, base.id, -1)}
          next={toNeighbour(store, base.id, 1)}
          side={isWide || isTrashed || isConflict ? null : side}
          onSide={setSide}
        />
        <ChangedElsewhere editor={editor} />
        {isConflict ? (
          <ConflictView editor={editor} theirs={phase.theirs} />
        ) : isTrashed ? (
          <TrashedNote editor={editor} />
        ) : (
          <NoteSides editor={editor} known={known} isWide={isWide} side={side} onSide={setSide} />
        )}
      </article>
    </View>
  );
}

/** Check for changes made elsewhere when the page becomes visible again. */
function useRefresh(editor: NoteEditor): void {
  useEffect(() => {
    const onVisible = (): void => {
      if (document.visibilityState === 'visible') editor.refresh();
    };
    document.addEventListener('visibilitychange', onVisible);
    return () => document.removeEventListener('visibilitychange', onVisible);
  }, [editor]);
}

/** Handle the keyboard shortcuts of the view; `list` is the path of the list that contains the note. */
function useEditKeys(editor: NoteEditor, list: string): void {
  useKeys(
    {
      save: () => {
        editor.saveNow();
        editor.choose();
      },
      back: () => navigate(list),
    },
    false,
  );
}

/** Return the navigation to the note before or after this one in its list; null if there is none. */
function toNeighbour(store: NotesStore, noteId: string, step: 1 | -1): (() => void) | null {
  const id = store.neighbour(noteId, step);
  return id === undefined ? null : () => navigate(`/notes/${id}`, { replace: true });
}

/** Leave the field in which Escape is pressed. */
function leaveField(event: KeyboardEvent): void {
  if (isComposing(event) || event.key !== 'Escape' || event.defaultPrevented) return;
  if (!(event.target instanceof HTMLElement)) return;
  if (!event.target.matches('input, textarea')) return;
  event.preventDefault();
  event.target.blur();
}
