/** The saves of a caption, one after the other, and none over a caption that was changed elsewhere. */
import { useRef } from 'preact/hooks';

import { ApiError } from '../api/errors';
import { changeFile } from '../files/actions';
import { catalogue } from '../files/sharedCatalogue';
import { errorMessage } from '../ui/errorMessages';

export type SaveState = 'idle' | 'changed' | 'saving' | 'saved' | 'conflict' | 'failed';

/** The caption as it is in the field, as it was last read or saved, and as it was last sent. */
export interface Versions {
  written: string;
  saved: string;
  sent: string;
}

export type OnSaveState = (now: SaveState, errorMessage?: string) => void;

/** Return a function that saves the text, if it has changed. */
export function useCaptionSave(id: string, versions: Versions, onSaveState: OnSaveState): () => void {
  const queue = useRef<Promise<void>>(Promise.resolve());
  return () => {
    // In sequence, or else our own saves would conflict.
    queue.current = queue.current.then(() => send(id, versions, onSaveState));
  };
}

/** Send the text, if it has changed, and if the caption has not been changed elsewhere. */
async function send(id: string, versions: Versions, onSaveState: OnSaveState): Promise<void> {
  const caption = versions.written;
  if (caption === versions.saved) return;
  if (isChangedElsewhere(id, versions)) {
    onSaveState('conflict');
    return;
  }
  onSaveState('saving');
  versions.sent = caption;
  try {
    await changeFile(id, { caption });
    versions.saved = caption;
    onSaveState(versions.written === caption ? 'saved' : 'changed');
  } catch (error) {
    const isConflict = error instanceof ApiError && error.status === 412;
    onSaveState(isConflict ? 'conflict' : 'failed', errorMessage(error));
  }
}

/** Return whether the caption was changed elsewhere since it was read. */
export function isChangedElsewhere(id: string, { written, saved, sent }: Versions): boolean {
  const theirs = catalogue.get(id)?.caption;
  return theirs !== undefined && ![saved, sent, written].includes(theirs);
}
