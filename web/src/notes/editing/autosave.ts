/**
 * When a note that is being edited is saved: a pure state machine.
 *
 * `next` takes what is known and what happened, and tells what is known then and what is to be done. At most one
 * request is under way; what was typed is in `draft` whatever happens to requests.
 */

import type { Note } from '../../api/types';
import { contentOf, sameContent } from './content';
import { catchUp, choose, doubted, keepMine, mayCatchUp, read, stale, takeTheirs, vanished } from './remoteChanges';
import { isDirty, type Autosave, type Happening, type Step } from './phases';
import { pause, PAUSE, rest, save, wait } from './transitions';

/** What follows from what happened; `random` in [0, 1) spreads the attempts of many pages. */
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
    // The service may have tidied what it was sent, but it does not overrule what was typed since.
    draft: untouched ? contentOf(note) : autosave.draft,
    phase: { name: 'resting' },
    attempt: 0,
    hurried: false,
  };
  if (!isDirty(after)) return rest(after);
  return hurried ? save(after) : wait(after, PAUSE);
}
