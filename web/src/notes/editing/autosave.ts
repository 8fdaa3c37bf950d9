/**
 * Autosave of a note that is being edited, as a pure state machine.
 *
 * `next` takes a state and an event, and returns the next state and the effects to carry out. At most one request is
 * in flight; `draft` holds what was typed, whatever happens to requests.
 */

import type { Note } from '../../api/types';
import { contentOf, sameContent } from './content';
import {
  rebaseAndSave,
  choose,
  maybeChanged,
  keepMine,
  canRebase,
  read,
  stale,
  takeTheirs,
  deleted,
} from './remoteChanges';
import { isDirty, type Autosave, type AutosaveEvent, type Transition } from './autosaveState';
import { retryLater, SAVE_DELAY_MS, idle, save, wait } from './autosaveTransitions';

/** Return the next state and the effects after an event; `random` in [0, 1) spreads the retries of many pages. */
export function next(autosave: Autosave, event: AutosaveEvent, random: number): Transition {
  switch (event.name) {
    case 'edited':
      return edited({ ...autosave, draft: event.draft });
    case 'due':
    case 'saveNow':
      return saveNow(autosave, event.name === 'saveNow');
    case 'saved':
      return saved(autosave, event.note);
    case 'stale':
      return stale(autosave);
    case 'maybeChanged':
      return maybeChanged(autosave);
    case 'read':
      return read(autosave, event.note, random);
    case 'deleted':
      return deleted(autosave);
    case 'choose':
      return choose(autosave);
    case 'offline':
      return retryLater(autosave, 'offline', '', random);
    case 'failed':
      return retryLater(autosave, 'failed', event.detail, random);
    case 'refused':
      return [{ ...autosave, phase: { name: 'refused', detail: event.detail }, savePending: false }, []];
    case 'keep mine':
      return keepMine(autosave);
    case 'take theirs':
      return takeTheirs(autosave);
  }
}

function edited(autosave: Autosave): Transition {
  switch (autosave.phase.name) {
    case 'saving':
    case 'rereading':
    case 'retrying':
    case 'conflict':
      return [autosave, []];
    case 'changedElsewhere':
      return [
        autosave,
        [canRebase(autosave) ? { name: 'wait', milliseconds: SAVE_DELAY_MS } : { name: 'stop waiting' }],
      ];
    default:
      return isDirty(autosave) ? wait(autosave, SAVE_DELAY_MS) : idle(autosave);
  }
}

function saveNow(autosave: Autosave, isRequested: boolean): Transition {
  switch (autosave.phase.name) {
    case 'saving':
    case 'rereading':
      return [{ ...autosave, savePending: autosave.savePending || isRequested }, []];
    case 'changedElsewhere':
      return rebaseAndSave(autosave);
    case 'conflict':
      return [autosave, []];
    default:
      return isDirty(autosave) ? save(autosave) : idle(autosave);
  }
}

function saved(autosave: Autosave, note: Note): Transition {
  const { phase, savePending } = autosave;
  const untouched = phase.name === 'saving' && sameContent(phase.sent, autosave.draft);
  const after: Autosave = {
    base: note,
    // The service may have normalized what it was sent, but that must not overwrite what was typed since.
    draft: untouched ? contentOf(note) : autosave.draft,
    phase: { name: 'idle' },
    attempt: 0,
    savePending: false,
  };
  if (!isDirty(after)) return idle(after);
  return savePending ? save(after) : wait(after, SAVE_DELAY_MS);
}
