/** What is known of a note that is being edited, what can happen to it, and what can follow. */

import type { Note, NoteChanges } from '../../api/types';
import { contentOf, sameContent, type Content } from './content';

export type Phase =
  | { name: 'resting' }
  | { name: 'waiting' }
  | { name: 'saving'; sent: Content }
  /** `theirs` is what is known to be ahead already. */
  | { name: 'rereading'; theirs?: Note }
  | { name: 'pausing'; because: 'offline' | 'failed'; detail: string }
  | { name: 'refused'; detail: string }
  /** The note was changed elsewhere, too, while the person is writing: they are told, and write on. */
  | { name: 'ahead'; theirs: Note | null }
  /** The person chooses. `theirs` is null where the note is gone for good. */
  | { name: 'conflict'; theirs: Note | null };

export interface Autosave {
  /** The note as the service last told it. */
  base: Note;
  /** The note as the person sees it. */
  draft: Content;
  phase: Phase;
  /** Attempts since the last one that went well. */
  attempt: number;
  /** Save as soon as the request under way is over, without waiting for a pause in typing. */
  hurried: boolean;
}

export type Happening =
  | { name: 'edited'; draft: Content }
  | { name: 'due' }
  | { name: 'hurry' }
  | { name: 'saved'; note: Note }
  | { name: 'stale' }
  /** The note may have changed elsewhere. */
  | { name: 'doubted' }
  | { name: 'read'; note: Note }
  | { name: 'vanished' }
  | { name: 'offline' }
  | { name: 'failed'; detail: string }
  | { name: 'refused'; detail: string }
  | { name: 'choose' }
  | { name: 'keep mine' }
  | { name: 'take theirs' };

export type Order =
  | { name: 'save'; changes: NoteChanges; version: number; restore: boolean }
  | { name: 'read' }
  | { name: 'wait'; milliseconds: number }
  | { name: 'stop waiting' };

export type SaveState = 'saved' | 'saving' | 'unsaved' | 'offline' | 'ahead' | 'conflict' | 'error';

export type Step = [Autosave, Order[]];

/** An editor of this note; `draft` is what was typed and not saved when the page was left. */
export function open(base: Note, draft: Content = contentOf(base)): Autosave {
  return { base, draft, phase: { name: 'resting' }, attempt: 0, hurried: false };
}

export function isDirty({ base, draft }: Autosave): boolean {
  return !sameContent(contentOf(base), draft);
}

/** Whether it waits for the person to say what shall be. */
export function isUndecided({ phase }: Autosave): boolean {
  return phase.name === 'ahead' || phase.name === 'conflict';
}

/** What the person is told. */
export function saveState(autosave: Autosave): SaveState {
  switch (autosave.phase.name) {
    case 'saving':
      return 'saving';
    case 'rereading':
      return autosave.phase.theirs ? 'ahead' : 'saving';
    case 'ahead':
      return 'ahead';
    case 'pausing':
      return autosave.phase.because === 'offline' ? 'offline' : 'error';
    case 'refused':
      return 'error';
    case 'conflict':
      return 'conflict';
    default:
      return isDirty(autosave) ? 'unsaved' : 'saved';
  }
}
