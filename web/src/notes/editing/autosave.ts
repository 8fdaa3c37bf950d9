/**
 * Autosave of a note that is being edited, as a pure state machine.
 *
 * `next` takes a state and an event, and returns the next state and the orders to carry out. At most one request is
 * in flight; `draft` holds what was typed, whatever happens to requests.
 */

import type { Note } from '../../api/types';
import { contentOf, sameContent } from './content';
import { catchUp, choose, doubted, keepMine, mayCatchUp, read, stale, takeTheirs, vanished } from './remoteChanges';
import { isDirty, type Autosave, type Happening, type Step } from './phases';
import { pause, PAUSE, rest, save, wait } from './transitions';

/** Return the next state and the orders after an event; `random` in [0, 1) spreads the retries of many pages. */
export function next(autosave: Autosave, happening: Happening, random: number): Step {
  switch (happening.name) {
    case 'edited':
      return edited({ ...autosave, draft: happening.draft });
    case 'due':
    case 'hurry':
      return hurry(autosave, happening.name === 'hurry');
    case 'saved':
      return saved(autosave, happening.note);
    case 'stale':
      return stale(autosave);
    case 'doubted':
      return doubted(autosave);
    case 'read':
      return read(autosave, happening.note, random);
    case 'vanished':
      return vanished(autosave);
    case 'choose':
      return choose(autosave);
    case 'offline':
      return pause(autosave, 'offline', '', random);
    case 'failed':
      return pause(autosave, 'failed', happening.detail, random);
    case 'refused':
      return [{ ...autosave, phase: { name: 'refused', detail: happening.detail }, hurried: false }, []];
    case 'keep mine':
      return keepMine(autosave);
    case 'take theirs':
      return takeTheirs(autosave);
  }
}

function edited(autosave: Autosave): Step {
  switch (autosave.phase.name) {
    case 'saving':
    case 'rereading':
    case 'pausing':
    case 'conflict':
      return [autosave, []];
    case 'ahead':
      return [autosave, [mayCatchUp(autosave) ? { name: 'wait', milliseconds: PAUSE } : { name: 'stop waiting' }]];
    default:
      return isDirty(autosave) ? wait(autosave, PAUSE) : rest(autosave);
  }
}

function hurry(autosave: Autosave, askedFor: boolean): Step {
  switch (autosave.phase.name) {
    case 'saving':
    case 'rereading':
      return [{ ...autosave, hurried: autosave.hurried || askedFor }, []];
    case 'ahead':
      return catchUp(autosave);
    case 'conflict':
      return [autosave, []];
    default:
      return isDirty(autosave) ? save(autosave) : rest(autosave);
  }
}

function saved(autosave: Autosave, note: Note): Step {
  const { phase, hurried } = autosave;
  const untouched = phase.name === 'saving' && sameContent(phase.sent, autosave.draft);
  const after: Autosave = {
    base: note,
    // The service may have normalized what it was sent, but that must not overwrite what was typed since.
    draft: untouched ? contentOf(note) : autosave.draft,
    phase: { name: 'resting' },
    attempt: 0,
    hurried: false,
  };
  if (!isDirty(after)) return rest(after);
  return hurried ? save(after) : wait(after, PAUSE);
}
