import { useEffect, useState } from 'preact/hooks';

import type { StoredFile } from '../api/types';
import { api } from '../context';
import { catalogue } from './known';

interface NoteFiles {
  files: StoredFile[];
  error: unknown;
  retry: () => void;
}

/** The files of a note, oldest first, as they come, change and go. */
export function useNoteFiles(noteId: string, trashed: boolean): NoteFiles {
  const [files, setFiles] = useState<StoredFile[]>([]);
  const [error, setError] = useState<unknown>();
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let wanted = true;
    const state = trashed ? 'trashed' : 'active';
    const belongs = (file: StoredFile | null): boolean => file?.note_id === noteId && file.state === state;
    const stop = catalogue.subscribe((id, file) => {
      setFiles((before) => {
        const others = before.filter((other) => other.id !== id);
        if (!file || !belongs(file)) return others.length < before.length ? others : before;
        // Ids begin with the time at which they were made.
        return [...others, file].sort((one, other) => (one.id < other.id ? -1 : 1));
      });
    });
    setFiles([]);
    setError(undefined);
    // A note has at most a hundred files, and that many fit on one page.
    api.files({ note_id: noteId, state, limit: 100, urls: true }).then(
      ({ items }) => {
        if (!wanted) return;
        for (const file of items) catalogue.keep(file);
        const present = items.map((file) => catalogue.get(file.id) ?? file).filter(belongs);
        setFiles(present.sort((one, other) => (one.id < other.id ? -1 : 1)));
      },
      (failure: unknown) => wanted && setError(failure),
    );
    return () => {
      wanted = false;
      stop();
    };
  }, [noteId, trashed, attempt]);

  return { files, error, retry: () => setAttempt(attempt + 1) };
}
