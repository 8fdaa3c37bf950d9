/**
 * When a note that is being edited is saved: a pure state machine.
 *
 * `next` takes what is known and what happened, and tells what is known then and what is to be done. At most one
 * request is under way; what was typed is in `draft` whatever happens to requests.
 */

import type { Note, NoteChanges } from '../api/types';
import { changesBetween, contentOf, merge, sameContent, type Content } from './content';

/** Typing pauses this long before it is saved. */
export const PAUSE = 800;
const LONGEST_PAUSE = 60_000;
/** A note that changes under every attempt is given time, instead of being fought over. */
const HURRIED_REBASES = 3;

export type Phase =
  | { name: 'resting' }
  | { name: 'waiting' }
  | { name: 'saving'; sent: Content }
  | { name: 'rereading' }
  | { name: 'pausing'; because: 'offline' | 'failed'; detail: string }
  | { name: 'refused'; detail: string }
  /** `theirs` is null where the note is gone for good. */
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
  | { name: 'keep mine' }
  | { name: 'take theirs' };

export type Order =
  | { name: 'save'; changes: NoteChanges; version: number; restore: boolean }
  | { name: 'read' }
  | { name: 'wait'; milliseconds: number }
  | { name: 'stop waiting' };

export type SaveState = 'saved' | 'saving' | 'unsaved' | 'offline' | 'conflict' | 'error';

export type Step = [Autosave, Order[]];

/** An editor of this note; `draft` is what was typed and not saved when the page was left. */
export function open(base: Note, draft: Content = contentOf(base)): Autosave {
  return { base, draft, phase: { name: 'resting' }, attempt: 0, hurried: false };
}

export function isDirty({ base, draft }: Autosave): boolean {
  return !sameContent(contentOf(base), draft);
}

/** What the person is told. */
export function saveState(autosave: Autosave): SaveState {
  switch (autosave.phase.name) {
    case 'saving':
    case 'rereading':
      return 'saving';
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
      return [{ ...autosave, phase: { name: 'rereading' }, attempt: autosave.attempt + 1 }, [{ name: 'read' }]];
    case 'doubted':
      return doubted(autosave);
    case 'read':
      return read(autosave, happening.note, random);
    case 'vanished':
      return isDirty(autosave)
        ? [{ ...autosave, phase: { name: 'conflict', theirs: null } }, [{ name: 'stop waiting' }]]
        : [{ ...autosave, phase: { name: 'refused', detail: 'This note was deleted.' } }, []];
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
    default:
      return isDirty(autosave) ? wait(autosave, PAUSE) : rest(autosave);
  }
}

function hurry(autosave: Autosave, askedFor: boolean): Step {
  switch (autosave.phase.name) {
    case 'saving':
    case 'rereading':
      return [{ ...autosave, hurried: autosave.hurried || askedFor }, []];
    case 'conflict':
      return [autosave, []];
    default:
      return isDirty(autosave) ? save(autosave) : rest(autosave);
  }
}

function doubted(autosave: Autosave): Step {
  const { name } = autosave.phase;
  if (name === 'saving' || name === 'rereading' || name === 'conflict') return [autosave, []];
  return [{ ...autosave, phase: { name: 'rereading' } }, [{ name: 'stop waiting' }, { name: 'read' }]];
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

function read(autosave: Autosave, note: Note, random: number): Step {
  const { base, draft, attempt } = autosave;
  const merged = merge(contentOf(base), draft, contentOf(note));
  if (merged === null) {
    return [{ ...autosave, phase: { name: 'conflict', theirs: note } }, [{ name: 'stop waiting' }]];
  }
  const rebased = { ...autosave, base: note, draft: merged };
  if (!isDirty(rebased)) return rest({ ...rebased, attempt: 0 });
  if (attempt > HURRIED_REBASES) return pause(rebased, 'failed', 'This note is being changed elsewhere.', random);
  return save(rebased);
}

function save(autosave: Autosave, restore = false): Step {
  const { base, draft } = autosave;
  return [
    { ...autosave, phase: { name: 'saving', sent: draft }, hurried: false },
    [
      { name: 'stop waiting' },
      { name: 'save', changes: changesBetween(contentOf(base), draft), version: base.version, restore },
    ],
  ];
}

function keepMine(autosave: Autosave): Step {
  const { phase, draft } = autosave;
  if (phase.name !== 'conflict' || phase.theirs === null) return [autosave, []];
  const base = phase.theirs;
  const restore = base.state === 'trashed';
  const mine: Content = restore && draft.state === 'trashed' ? { ...draft, state: 'active' } : draft;
  return save({ ...autosave, base, draft: mine, attempt: 0 }, restore);
}

function takeTheirs(autosave: Autosave): Step {
  const { phase } = autosave;
  if (phase.name !== 'conflict' || phase.theirs === null) return [autosave, []];
  return rest({ ...autosave, base: phase.theirs, draft: contentOf(phase.theirs), attempt: 0 });
}

function rest(autosave: Autosave): Step {
  return [{ ...autosave, phase: { name: 'resting' }, hurried: false }, [{ name: 'stop waiting' }]];
}

function wait(autosave: Autosave, milliseconds: number): Step {
  return [{ ...autosave, phase: { name: 'waiting' } }, [{ name: 'wait', milliseconds }]];
}

function pause(autosave: Autosave, because: 'offline' | 'failed', detail: string, random: number): Step {
  // Nothing waits to be saved, so there is nothing to tell either.
  if (!isDirty(autosave)) return rest(autosave);
  const attempt = autosave.attempt + 1;
  const phase: Phase = { name: 'pausing', because, detail };
  return [
    { ...autosave, phase, attempt, hurried: false },
    [{ name: 'wait', milliseconds: retryPause(attempt, random) }],
  ];
}

/** One second or so at first, then twice as long each time, up to a minute. */
export function retryPause(attempt: number, random: number): number {
  const longest = Math.min(LONGEST_PAUSE, 1000 * 2 ** attempt);
  return Math.round(longest * (0.5 + random / 2));
}
