/** Transitions for a note that was, or may have been, changed elsewhere while it is being edited. */

import type { Note } from '../../api/types';
import { contentOf, merge, type Content } from './content';
import { isDirty, type Autosave, type Step } from './phases';
import { pause, rest, save } from './transitions';

/** Maximum number of immediate rebases; if the note keeps changing elsewhere, saving is retried with a backoff. */
const HURRIED_REBASES = 3;

/** Read the note again: the save was based on an older version. */
export function stale(autosave: Autosave): Step {
  return [{ ...autosave, phase: { name: 'rereading' }, attempt: autosave.attempt + 1 }, [{ name: 'read' }]];
}

export function doubted(autosave: Autosave): Step {
  const { phase } = autosave;
  if (phase.name === 'saving' || phase.name === 'rereading' || phase.name === 'conflict') return [autosave, []];
  const theirs = phase.name === 'ahead' && phase.theirs ? phase.theirs : undefined;
  return [
    { ...autosave, phase: { name: 'rereading', ...(theirs && { theirs }) } },
    [{ name: 'stop waiting' }, { name: 'read' }],
  ];
}

export function read(autosave: Autosave, note: Note, random: number): Step {
  const { attempt, phase } = autosave;
  // The user chose a version during this read; if that one was outdated, the save in flight is rejected (412).
  if (phase.name === 'saving') return [autosave, []];
  const rebased = phase.name === 'conflict' ? null : onto(autosave, note);
  if (rebased === null) return apart(autosave, note);
  if (!isDirty(rebased)) return rest({ ...rebased, attempt: 0 });
  if (attempt > HURRIED_REBASES) return pause(rebased, 'failed', 'This note is being changed elsewhere.', random);
  return save(rebased);
}

export function vanished(autosave: Autosave): Step {
  return apart(autosave, null);
}

export function choose(autosave: Autosave): Step {
  const { phase } = autosave;
  if (phase.name === 'ahead') return [{ ...autosave, phase: { name: 'conflict', theirs: phase.theirs } }, []];
  if (phase.name !== 'rereading' || !phase.theirs) return [autosave, []];
  return [{ ...autosave, phase: { name: 'conflict', theirs: phase.theirs } }, []];
}

export function keepMine(autosave: Autosave): Step {
  const { phase, draft } = autosave;
  if (phase.name !== 'conflict' || phase.theirs === null) return [autosave, []];
  const base = phase.theirs;
  const restore = base.state === 'trashed';
  const mine: Content = restore && draft.state === 'trashed' ? { ...draft, state: 'active' } : draft;
  return save({ ...autosave, base, draft: mine, attempt: 0 }, restore);
}

export function takeTheirs(autosave: Autosave): Step {
  const { phase } = autosave;
  if (phase.name !== 'conflict' || phase.theirs === null) return [autosave, []];
  return rest({ ...autosave, base: phase.theirs, draft: contentOf(phase.theirs), attempt: 0 });
}

/** Return whether the user has undone so many edits that the draft can be merged again without a choice. */
export function mayCatchUp(autosave: Autosave): boolean {
  const { phase } = autosave;
  return phase.name === 'ahead' && phase.theirs !== null && onto(autosave, phase.theirs) !== null;
}

export function catchUp(autosave: Autosave): Step {
  const { phase } = autosave;
  const rebased = phase.name === 'ahead' && phase.theirs ? onto(autosave, phase.theirs) : null;
  if (rebased === null) return [autosave, []];
  return isDirty(rebased) ? save({ ...rebased, attempt: 0 }) : rest({ ...rebased, attempt: 0 });
}

/**
 * Leave the decision to the user. They are notified and not interrupted, because they may be in the middle of a word;
 * they choose when they ask for it, or when they return to a note that they left undecided.
 */
function apart(autosave: Autosave, theirs: Note | null): Step {
  const isUndecided = autosave.phase.name === 'resting' && isDirty(autosave);
  const name = isUndecided || autosave.phase.name === 'conflict' ? 'conflict' : 'ahead';
  return [{ ...autosave, phase: { name, theirs }, hurried: false }, [{ name: 'stop waiting' }]];
}

/** Rebase the draft onto another version; return null if only the user can decide. */
function onto(autosave: Autosave, note: Note): Autosave | null {
  const merged = merge(contentOf(autosave.base), autosave.draft, contentOf(note));
  return merged && { ...autosave, base: note, draft: merged };
}
