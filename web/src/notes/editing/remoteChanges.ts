/** Transitions for a note that was, or may have been, changed elsewhere while it is being edited. */

import { notesEditingText } from '#text/notesEditing';
import type { Note } from '../../api/types';
import { contentOf, merge, type Content } from './content';
import { isDirty, type Autosave, type Transition } from './autosaveState';
import { retryLater, idle, save } from './autosaveTransitions';

/** Maximum number of immediate rebases; if the note keeps changing elsewhere, saving is retried with a backoff. */
const MAX_IMMEDIATE_REBASES = 3;

/** Read the note again: the save was based on an older version. */
export function stale(autosave: Autosave): Transition {
  return [{ ...autosave, phase: { name: 'rereading' }, attempt: autosave.attempt + 1 }, [{ name: 'read' }]];
}

export function maybeChanged(autosave: Autosave): Transition {
  const { phase } = autosave;
  if (phase.name === 'saving' || phase.name === 'rereading' || phase.name === 'conflict') return [autosave, []];
  const theirs = phase.name === 'changedElsewhere' && phase.theirs ? phase.theirs : undefined;
  return [
    { ...autosave, phase: { name: 'rereading', ...(theirs && { theirs }) } },
    [{ name: 'stop waiting' }, { name: 'read' }],
  ];
}

export function read(autosave: Autosave, note: Note, random: number): Transition {
  const { attempt, phase } = autosave;
  // The user chose a version during this read; if that one was outdated, the save in flight is rejected (412).
  if (phase.name === 'saving') return [autosave, []];
  const rebased = phase.name === 'conflict' ? null : rebase(autosave, note);
  if (rebased === null) return needsChoice(autosave, note);
  if (!isDirty(rebased)) return idle({ ...rebased, attempt: 0 });
  if (attempt > MAX_IMMEDIATE_REBASES) return retryLater(rebased, 'failed', notesEditingText.keepsChanging, random);
  return save(rebased);
}

export function deleted(autosave: Autosave): Transition {
  return needsChoice(autosave, null);
}

export function choose(autosave: Autosave): Transition {
  const { phase } = autosave;
  if (phase.name === 'changedElsewhere')
    return [{ ...autosave, phase: { name: 'conflict', theirs: phase.theirs } }, []];
  if (phase.name !== 'rereading' || !phase.theirs) return [autosave, []];
  return [{ ...autosave, phase: { name: 'conflict', theirs: phase.theirs } }, []];
}

export function keepMine(autosave: Autosave): Transition {
  const { phase, draft } = autosave;
  if (phase.name !== 'conflict' || phase.theirs === null) return [autosave, []];
  const base = phase.theirs;
  const restore = base.state === 'trashed';
  const mine: Content = restore && draft.state === 'trashed' ? { ...draft, state: 'active' } : draft;
  return save({ ...autosave, base, draft: mine, attempt: 0 }, restore);
}

export function takeTheirs(autosave: Autosave): Transition {
  const { phase } = autosave;
  if (phase.name !== 'conflict' || phase.theirs === null) return [autosave, []];
  return idle({ ...autosave, base: phase.theirs, draft: contentOf(phase.theirs), attempt: 0 });
}

/** Return whether the user has undone so many edits that the draft can be merged again without a choice. */
export function canRebase(autosave: Autosave): boolean {
  const { phase } = autosave;
  return phase.name === 'changedElsewhere' && phase.theirs !== null && rebase(autosave, phase.theirs) !== null;
}

export function rebaseAndSave(autosave: Autosave): Transition {
  const { phase } = autosave;
  const rebased = phase.name === 'changedElsewhere' && phase.theirs ? rebase(autosave, phase.theirs) : null;
  if (rebased === null) return [autosave, []];
  return isDirty(rebased) ? save({ ...rebased, attempt: 0 }) : idle({ ...rebased, attempt: 0 });
}

/**
 * Leave the decision to the user. They are notified and not interrupted, because they may be in the middle of a word;
 * they choose when they ask for it, or when they return to a note that they left undecided.
 */
function needsChoice(autosave: Autosave, theirs: Note | null): Transition {
  const isUndecided = autosave.phase.name === 'idle' && isDirty(autosave);
  const name = isUndecided || autosave.phase.name === 'conflict' ? 'conflict' : 'changedElsewhere';
  return [{ ...autosave, phase: { name, theirs }, savePending: false }, [{ name: 'stop waiting' }]];
}

/** Rebase the draft onto another version; return null if only the user can decide. */
function rebase(autosave: Autosave, note: Note): Autosave | null {
  const merged = merge(contentOf(autosave.base), autosave.draft, contentOf(note));
  return merged && { ...autosave, base: note, draft: merged };
}
