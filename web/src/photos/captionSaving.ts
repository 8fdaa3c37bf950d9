/** The saves of a caption, one after the other, and none over a caption that was changed elsewhere. */
import { useRef } from 'preact/hooks';

import { ApiError } from '../api/errors';
import { change } from '../files/actions';
import { catalogue } from '../files/catalogue';
import { wordsFor } from '../ui/errorWords';

export type Standing = 'resting' | 'changed' | 'saving' | 'saved' | 'conflict' | 'failed';

/** The caption as it is in the field, as it was last read or saved, and as it was last sent. */
export interface Versions {
  written: string;
  saved: string;
  sent: string;
}

export type Show = (now: Standing, trouble?: string) => void;

/** Return a function that saves the text, if it has changed. */
export function useSaving(id: string, versions: Versions, show: Show): () => void {
  const line = useRef<Promise<void>>(Promise.resolve());
  return () => {
    // In sequence, or else our own saves would conflict.
    line.current = line.current.then(() => send(id, versions, show));
  };
}

/** Send the text, if it has changed, and if the caption has not been changed elsewhere. */
async function send(id: string, versions: Versions, show: Show): Promise<void> {
  const caption = versions.written;
  if (caption === versions.saved) return;
  if (isAhead(id, versions)) {
    show('conflict');
    return;
  }
  show('saving');
  versions.sent = caption;
  try {
    await change(id, { caption });
    versions.saved = caption;
    show(versions.written === caption ? 'saved' : 'changed');
  } catch (error) {
    const isConflict = error instanceof ApiError && error.status === 412;
    show(isConflict ? 'conflict' : 'failed', wordsFor(error));
  }
}

/** Return whether the caption was changed elsewhere since it was read. */
export function isAhead(id: string, { written, saved, sent }: Versions): boolean {
  const theirs = catalogue.get(id)?.caption;
  return theirs !== undefined && ![saved, sent, written].includes(theirs);
}
