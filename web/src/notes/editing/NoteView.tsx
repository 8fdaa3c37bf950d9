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
import { workbench, type Workbench } from '../store/notesStore';

/** The view of the note whose id is in the URL. */
export default function NoteView(): JSX.Element {
  const id = route.value.params.id ?? '';
  // Keyed by id: another note gets a new view, so that no state of the last one remains.
  return <OneNote key={id} id={id} bench={workbench()} />;
}

function OneNote({ id, bench }: { id: string; bench: Workbench }): JSX.Element {
  const [editor, setEditor] = useState<NoteEditor | undefined>(() => bench.editor(id));
  const [problem, setProblem] = useState<unknown>();
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let isHere = true;
    bench.edit(id).then(
      (opened) => isHere && setEditor(opened),
      (error: unknown) => isHere && setProblem(error),
    );
    return () => {
      isHere = false;
    };
  }, [bench, id, attempt]);

  useEffect(() => {
    scrollTo(0, 0);
    // The list is needed for tag suggestions, and for the next and the previous note.
    if (bench.library.listing('active').peek().cursor === undefined) void bench.library.more('active');
    return () => void bench.leave(id);
  }, [bench, id]);

  if (editor) return <NoteEdit editor={editor} bench={bench} />;
  if (problem instanceof ApiError && problem.status === 404) return <Missing />;
  if (problem !== undefined) {
    return (
      <View title="Note" titleHidden width="text">
        <ErrorNote error={problem} retry={() => setAttempt(attempt + 1)} />
      </View>
    );
  }
  const summary = bench.library.summary(id);
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
