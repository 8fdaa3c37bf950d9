import { useEffect, useRef, useState } from 'preact/hooks';

import type { StoredFile } from '../api/types';
import { api } from '../context';
import { subscribeToChanges } from '../live/subscribers';
import { catalogue } from '../files/sharedCatalogue';

interface NoteFiles {
  files: StoredFile[];
  error: unknown;
  retry: () => void;
}

interface NoteWithFiles {
  id: string;
  /** Ids of the files that are not in the trash. */
  file_ids: readonly string[];
}

/** Return the files of a note, oldest first, and keep them up to date. */
export function useNoteFiles(note: NoteWithFiles, trashed: boolean): NoteFiles {
  const [files, setFiles] = useState<StoredFile[]>([]);
  const [error, setError] = useState<unknown>();
  const [attempt, setAttempt] = useState(0);
  const requestedAttempt = useRef(attempt);
  const noteId = note.id;
  // Only the service knows which files are in the trash; the note lists the ids of all others.
  const isIncomplete = trashed || note.file_ids.some((id) => !files.some((file) => file.id === id));

  const hasFiles = useRef(isIncomplete);
  hasFiles.current = isIncomplete || files.length > 0;

  useEffect(() => {
    const belongs = belongsTo(noteId, trashed);
    // If files are missing, wait for the list, which is one request: known files would need one each for fresh URLs.
    setFiles(isIncomplete ? [] : [...catalogue.all()].filter(belongs).sort(oldestFirst));
    return catalogue.subscribe((id, file) => {
      setFiles((before) => {
        const others = before.filter((other) => other.id !== id);
        if (!file || !belongs(file)) return others.length < before.length ? others : before;
        return [...others, file].sort(oldestFirst);
      });
    });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `isIncomplete` counts only when the note is opened
  }, [noteId, trashed]);

  useEffect(() => {
    if (!isIncomplete && attempt === requestedAttempt.current) return undefined;
    requestedAttempt.current = attempt;
    let isWanted = true;
    const belongs = belongsTo(noteId, trashed);
    const earlier = new Set([...catalogue.all()].filter(belongs));
    // A note has at most 100 files, which fit on one page.
    const state = trashed ? 'trashed' : 'active';
    api.get('/files', { query: { note_id: noteId, state, limit: 100, urls: true } }).then(
      ({ items }) => {
        if (isWanted) setError(undefined);
        // Even if this response is not wanted any more: the catalogue notifies all views that show one of the files.
        for (const file of items) catalogue.put(file);
        const present = new Set(items.map(({ id }) => id));
        // Files added while the request was in flight may be missing from the response.
        const isAttached = (file: StoredFile): boolean => belongs(file) && (present.has(file.id) || !earlier.has(file));
        if (isWanted) setFiles([...catalogue.all()].filter(isAttached).sort(oldestFirst));
      },
      (failure: unknown) => isWanted && setError(failure),
    );
    return () => {
      isWanted = false;
    };
  }, [noteId, trashed, attempt, isIncomplete]);

  const retry = (): void => setAttempt((attempts) => attempts + 1);
  useEffect(() => {
    const reload = (): Promise<void> => {
      // A note without files needs no request: it is read again, too, and names new ones.
      if (hasFiles.current) setAttempt((attempts) => attempts + 1);
      return Promise.resolve();
    };
    return subscribeToChanges({ apply: () => undefined, reload });
  }, []);
  return { files, error, retry };
}

function belongsTo(noteId: string, trashed: boolean): (file: StoredFile) => boolean {
  const state = trashed ? 'trashed' : 'active';
  return (file) => file.note_id === noteId && file.state === state;
}

/** Compare two files by id, which begins with the time of creation. */
function oldestFirst(one: StoredFile, other: StoredFile): number {
  return one.id < other.id ? -1 : 1;
}
