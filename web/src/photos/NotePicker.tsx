import { NotebookPen, NotebookText } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { commonText } from '#text/common';
import { photosText } from '#text/photos';
import type { Note, NoteSummary } from '../api/types';
import { api } from '../context';
import { isOnline } from '../ui/connection';
import { Dialog } from '../ui/Dialog';
import { ErrorNote } from '../ui/ErrorNote';
import { Field } from '../ui/Field';
import { Icon } from '../ui/Icon';
import { Loading, Skeleton } from '../ui/Skeleton';
import './NotePicker.css';

const words = photosText.notePicker;

interface NotePickerProps {
  onPick: (noteId: string) => void | Promise<void>;
  onClose: () => void;
}

/** The number of pages, of a hundred notes each, that the search covers. */
const MAX_PAGES = 10;

/** A dialog to choose a note; those changed last are on top. */
export function NotePicker({ onPick, onClose }: NotePickerProps): JSX.Element {
  const [query, setQuery] = useState('');
  const { notes, done, error } = useNotes(isOnline.value);
  const found = notes.filter((note) => contains(note, query)).slice(0, 50);

  const onNew = (): void => {
    const header = { 'Idempotency-Key': crypto.randomUUID() };
    const body = { title: query.trim().slice(0, 200) };
    void api.post('/notes', { header, body }).then((note) => onPick(note.id));
  };

  return (
    <Dialog title={photosText.note.attach} onClose={onClose}>
      <div class="note-picker">
        <Field
          label={words.search}
          type="search"
          value={query}
          autoFocus
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
        {error !== undefined && <ErrorNote error={error} />}
        <ul class="note-picker-list" aria-label={words.list}>
          <li>
            <button type="button" class="note-picker-note" onClick={onNew}>
              <Icon icon={NotebookPen} />
              <span class="note-picker-title">{query.trim() ? words.createTitled(query.trim()) : words.create}</span>
            </button>
          </li>
          {found.map((note) => (
            <li key={note.id}>
              <button type="button" class="note-picker-note" onClick={() => void onPick(note.id)}>
                <Icon icon={NotebookText} />
                <span class="note-picker-title">{titleOf(note)}</span>
              </button>
            </li>
          ))}
        </ul>
        {!done && error === undefined && found.length === 0 && (
          <Loading label={commonText.loading.notes}>
            <Skeleton height="2.5rem" />
            <Skeleton height="2.5rem" />
          </Loading>
        )}
        {done && found.length === 0 && query && <p class="note-picker-empty">{words.nothingFound}</p>}
      </div>
    </Dialog>
  );
}

/** Return a line that identifies a note. */
export function titleOf(note: Note | NoteSummary): string {
  const [first = ''] = ('text' in note ? note.text : note.excerpt).trim().split('\n');
  return note.title || first.replace(/^[#>\-*\s[\]x]+/, '').slice(0, 80) || photosText.note.untitled;
}

function contains(note: NoteSummary, query: string): boolean {
  const wanted = query.toLocaleLowerCase().split(/\s+/);
  const text = `${note.title} ${note.excerpt} ${note.tags.join(' ')}`.toLocaleLowerCase();
  return wanted.every((word) => text.includes(word));
}

function useNotes(online: boolean): { notes: NoteSummary[]; done: boolean; error: unknown } {
  const [state, setState] = useState<{ notes: NoteSummary[]; done: boolean; error: unknown }>({
    notes: [],
    done: false,
    error: undefined,
  });
  useEffect(() => {
    let wanted = true;
    const load = async (): Promise<void> => {
      const notes: NoteSummary[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < MAX_PAGES && wanted; page += 1) {
        const answer = await api.get('/notes', { query: { limit: 100, cursor } });
        notes.push(...answer.items);
        cursor = answer.cursor ?? undefined;
        setState({ notes: [...notes], done: cursor === undefined, error: undefined });
        if (cursor === undefined) return;
      }
      setState({ notes, done: true, error: undefined });
    };
    load().catch((error: unknown) => setState((before) => ({ ...before, error })));
    return () => {
      wanted = false;
    };
  }, [online]);
  return state;
}
