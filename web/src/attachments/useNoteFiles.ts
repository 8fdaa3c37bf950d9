import { useEffect, useRef, useState } from 'preact/hooks';

import type { StoredFile } from '../api/types';
import { api } from '../context';
import { follow } from '../live/subscribers';
import { catalogue } from '../files/catalogue';

interface NoteFiles {
  files: StoredFile[];
  error: unknown;
  retry: () => void;
}

interface Listed {
  id: string;
  /** Those that are not in the trash. */
  file_ids: readonly string[];
}

/** The files of a note, oldest first, as they come, change and go. */
export function useNoteFiles(note: Listed, trashed: boolean): NoteFiles {
  const [files, setFiles] = useState<StoredFile[]>([]);
  const [error, setError] = useState<unknown>();
  const [attempt, setAttempt] = useState(0);
  const asked = useRef(attempt);
  const noteId = note.id;
  // Of files in the trash, only the service knows; else the note says which there are, and whether there are any.
  const isLacking = trashed || note.file_ids.some((id) => !files.some((file) => file.id === id));

  const hasFiles = useRef(isLacking);
  hasFiles.current = isLacking || files.length > 0;

  useEffect(() => {
    const belongs = belonging(noteId, trashed);
    // What is known already has no URLs any more: a whole list is one request, and they would be one each.
    setFiles(isLacking ? [] : [...catalogue.all()].filter(belongs).sort(oldestFirst));
    return catalogue.subscribe((id, file) => {
      setFiles((before) => {
        const others = before.filter((other) => other.id !== id);
        if (!file || !belongs(file)) return others.length < before.length ? others : before;
        return [...others, file].sort(oldestFirst);
      });
    });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only how the note begins
  }, [noteId, trashed]);

  useEffect(() => {
    if (!isLacking && attempt === asked.current) return undefined;
    asked.current = attempt;
    let wanted = true;
    const belongs = belonging(noteId, trashed);
    const earlier = new Set([...catalogue.all()].filter(belongs));
    // A note has at most a hundred files, and that many fit on one page.
    const state = trashed ? 'trashed' : 'active';
    api.get('/files', { query: { note_id: noteId, state, limit: 100, urls: true } }).then(
      ({ items }) => {
        if (wanted) setError(undefined);
        // Also where it is not wanted any more: whoever shows one of them is told by the catalogue.
        for (const file of items) catalogue.keep(file);
        const present = new Set(items.map(({ id }) => id));
        // What came while this was on its way may not be in it.
        const isHere = (file: StoredFile): boolean => belongs(file) && (present.has(file.id) || !earlier.has(file));
        if (wanted) setFiles([...catalogue.all()].filter(isHere).sort(oldestFirst));
      },
      (failure: unknown) => wanted && setError(failure),
    );
    return () => {
      wanted = false;
    };
  }, [noteId, trashed, attempt, isLacking]);

  const retry = (): void => setAttempt((attempts) => attempts + 1);
  useEffect(() => {
    const reload = (): Promise<void> => {
      // The note is looked at again, too; it says where there are some now.
      if (hasFiles.current) setAttempt((attempts) => attempts + 1);
      return Promise.resolve();
    };
    return follow({ apply: () => undefined, reload });
  }, []);
  return { files, error, retry };
}

function belonging(noteId: string, trashed: boolean): (file: StoredFile) => boolean {
  const state = trashed ? 'trashed' : 'active';
  return (file) => file.note_id === noteId && file.state === state;
}

/** Ids begin with the time at which they were made. */
function oldestFirst(one: StoredFile, other: StoredFile): number {
  return one.id < other.id ? -1 : 1;
}
