/** The autosave state machine's states, events and effects. */

import type { Note, NoteChanges } from '../../api/types';
import { contentOf, sameContent, type Content } from './content';

export type Phase =
  | { name: 'idle' }
  | { name: 'waiting' }
  | { name: 'saving'; sent: Content }
  /** `theirs` is a newer version that is known already. */
  | { name: 'rereading'; theirs?: Note }
  | { name: 'retrying'; because: 'offline' | 'failed'; detail: string }
  | { name: 'refused'; detail: string }
  /** The note was also changed elsewhere while the user is writing: they are notified, and can go on. */
  | { name: 'changedElsewhere'; theirs: Note | null }
  /** The user chooses a version. `theirs` is null if the note was permanently deleted. */
  | { name: 'conflict'; theirs: Note | null };

export interface Autosave {
  /** The note as last returned by the service. */
  base: Note;
  /** The content as the user sees it. */
  draft: Content;
  phase: Phase;
  /** Number of attempts since the last successful one. */
  attempt: number;
  /** True to save as soon as the request in flight ends, without waiting for a pause in typing. */
  savePending: boolean;
}

export type AutosaveEvent =
  | { name: 'edited'; draft: Content }
  | { name: 'due' }
  | { name: 'saveNow' }
  | { name: 'saved'; note: Note }
  | { name: 'stale' }
  /** The note may have changed elsewhere. */
  | { name: 'maybeChanged' }
  | { name: 'read'; note: Note }
  | { name: 'deleted' }
  | { name: 'offline' }
  | { name: 'failed'; detail: string }
  | { name: 'refused'; detail: string }
  | { name: 'choose' }
  | { name: 'keep mine' }
  | { name: 'take theirs' };

export type Effect =
  | { name: 'save'; changes: NoteChanges; version: number; restore: boolean }
  | { name: 'read' }
  | { name: 'wait'; milliseconds: number }
  | { name: 'stop waiting' };

export type SaveState = 'saved' | 'saving' | 'unsaved' | 'offline' | 'ahead' | 'conflict' | 'error';

export type Transition = [Autosave, Effect[]];

/** Return the initial state for this note; `draft` holds edits that were unsaved when the page was left. */
export function initialState(base: Note, draft: Content = contentOf(base)): Autosave {
  return { base, draft, phase: { name: 'idle' }, attempt: 0, savePending: false };
}

export function isDirty({ base, draft }: Autosave): boolean {
  return !sameContent(contentOf(base), draft);
}

/** Return whether autosave waits for the user to choose a version. */
export function isUndecided({ phase }: Autosave): boolean {
  return phase.name === 'changedElsewhere' || phase.name === 'conflict';
}

/** Return the save state shown to the user. */
export function saveState(autosave: Autosave): SaveState {
  switch (autosave.phase.name) {
    case 'saving':
      return 'saving';
    case 'rereading':
      return autosave.phase.theirs ? 'ahead' : 'saving';
    case 'changedElsewhere':
      return 'ahead';
    case 'retrying':
      return autosave.phase.because === 'offline' ? 'offline' : 'error';
    case 'refused':
      return 'error';
    case 'conflict':
      return 'conflict';
    default:
      return isDirty(autosave) ? 'unsaved' : 'saved';
  }
}
