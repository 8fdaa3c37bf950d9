import { FileQuestion } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ApiError } from '../../api/errors';
import type { NoteSummary } from '../../api/types';
import { navigate, route } from '../../router';
import { Button } from '../../ui/Button';
import { Empty } from '../../ui/Empty';
import { ErrorNote } from '../../ui/ErrorNote';
import { View } from '../../ui/View';
import { NoteEdit } from './NoteEdit';
import type { NoteEditor } from './editor';
import { NoteWaiting } from './NoteWaiting';
import './NoteView.css';
import { headline } from '../store/plain';
import { notesStore, type NotesStore } from '../store/notesStore';

/** The view of the note whose id is in the URL. */
export default function NoteView(): JSX.Element {
  const id = route.value.params.id ?? '';
  // Keyed by id: another note gets a new view, so that no state of the last one remains.
  return <OneNote key={id} id={id} store={notesStore()} />;
}

function OneNote({ id, store }: { id: string; store: NotesStore }): JSX.Element {
  const [editor, setEditor] = useState<NoteEditor | undefined>(() => store.editor(id));
  const [problem, setProblem] = useState<unknown>();
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let isHere = true;
    store.edit(id).then(
      (opened) => isHere && setEditor(opened),
      (error: unknown) => isHere && setProblem(error),
    );
    return () => {
      isHere = false;
    };
  }, [store, id, attempt]);

  useEffect(() => {
    scrollTo(0, 0);
    // The list is needed for tag suggestions, and for the next and the previous note.
    if (store.lists.listing('active').peek().cursor === undefined) void store.lists.more('active');
    return () => void store.leave(id);
  }, [store, id]);

  if (editor) return <NoteEdit editor={editor} store={store} />;
  if (problem instanceof ApiError && problem.status === 404) return <Missing />;
  if (problem !== undefined) {
    return (
      <View title="Note" titleHidden width="text">
        <ErrorNote error={problem} retry={() => setAttempt(attempt + 1)} />
      </View>
    );
  }
  const summary = store.lists.summary(id);
  return summary ? <Glimpse note={summary} /> : <NoteWaiting />;
}

/** The note's summary from the lists, shown until the note is loaded. */
function Glimpse({ note }: { note: NoteSummary }): JSX.Element {
  const { title, rest } = headline(note);
  return (
    <div class="view view-full">
      <div class="note note-glimpse" aria-busy="true">
        <h1 class="note-heading" dir="auto">
          {title}
        </h1>
        <p dir="auto">{rest}</p>
      </div>
    </div>
  );
}

function Missing(): JSX.Element {
  return (
    <View title="Note not found" titleHidden width="text">
      <Empty
        icon={FileQuestion}
        title="Note not found"
        action={<Button onClick={() => navigate('/')}>Go to your notes</Button>}
      >
        It may have been deleted, or the link is mistyped.
      </Empty>
    </View>
  );
}
