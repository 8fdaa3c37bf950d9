import { commonText } from '#text/common';
import { notesEditingText } from '#text/notesEditing';
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
import { NoteSkeleton } from './NoteSkeleton';
import './NoteView.css';
import { headline } from '../store/plain';
import { notesStore, type NotesStore } from '../store/notesStore';

const { notFound } = notesEditingText;

/** The view of the note whose id is in the URL. */
export default function NoteView(): JSX.Element {
  const id = route.value.params.id ?? '';
  // Keyed by id: another note gets a new view, so that no state of the last one remains.
  return <NoteById key={id} id={id} store={notesStore()} />;
}

function NoteById({ id, store }: { id: string; store: NotesStore }): JSX.Element {
  const [editor, setEditor] = useState<NoteEditor | undefined>(() => store.editor(id));
  const [problem, setProblem] = useState<unknown>();
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let isMounted = true;
    store.edit(id).then(
      (opened) => isMounted && setEditor(opened),
      (error: unknown) => isMounted && setProblem(error),
    );
    return () => {
      isMounted = false;
    };
  }, [store, id, attempt]);

  useEffect(() => {
    scrollTo(0, 0);
    // The list is needed for tag suggestions, and for the next and the previous note.
    if (store.lists.loaded.listing('active').peek().cursor === undefined) void store.lists.loaded.loadMore('active');
    return () => void store.leave(id);
  }, [store, id]);

  if (editor) return <NoteEdit editor={editor} store={store} />;
  if (problem instanceof ApiError && problem.status === 404) return <NoteNotFound />;
  if (problem !== undefined) {
    return (
      <View title={notesEditingText.untitledView} titleHidden width="text">
        <ErrorNote error={problem} retry={() => setAttempt(attempt + 1)} />
      </View>
    );
  }
  const summary = store.lists.loaded.summary(id);
  return summary ? <NoteSummaryPreview note={summary} /> : <NoteSkeleton />;
}

/** The note's summary from the lists, shown until the note is loaded. */
function NoteSummaryPreview({ note }: { note: NoteSummary }): JSX.Element {
  const { title, rest } = headline(note);
  return (
    <div class="view view-full">
      <div class="note note-summary-preview" aria-busy="true">
        <h1 class="note-heading" dir="auto">
          {title}
        </h1>
        <p dir="auto">{rest}</p>
      </div>
    </div>
  );
}

function NoteNotFound(): JSX.Element {
  return (
    <View title={notFound.title} titleHidden width="text">
      <Empty
        icon={FileQuestion}
        title={notFound.title}
        action={<Button onClick={() => navigate('/')}>{commonText.goToNotes}</Button>}
      >
        {notFound.hint}
      </Empty>
    </View>
  );
}
