/** Transitions shared by several events. */

import { changesBetween, contentOf } from './content';
import { isDirty, type Autosave, type Phase, type Transition } from './autosaveState';

/** Debounce: the pause in typing before a save. */
export const SAVE_DELAY_MS = 800;
const MAX_RETRY_DELAY_MS = 60_000;

export function save(autosave: Autosave, restore = false): Transition {
  const { base, draft } = autosave;
  return [
    { ...autosave, phase: { name: 'saving', sent: draft }, savePending: false },
    [
      { name: 'stop waiting' },
      { name: 'save', changes: changesBetween(contentOf(base), draft), version: base.version, restore },
    ],
  ];
}

export function idle(autosave: Autosave): Transition {
  return [{ ...autosave, phase: { name: 'idle' }, savePending: false }, [{ name: 'stop waiting' }]];
}

export function wait(autosave: Autosave, milliseconds: number): Transition {
  return [{ ...autosave, phase: { name: 'waiting' } }, [{ name: 'wait', milliseconds }]];
}

export function retryLater(
  autosave: Autosave,
  because: 'offline' | 'failed',
  detail: string,
  random: number,
): Transition {
  const { phase: before } = autosave;
  if (before.name === 'conflict') return [autosave, []];
  if (before.name === 'rereading' && before.theirs) {
    return [{ ...autosave, phase: { name: 'changedElsewhere', theirs: before.theirs }, savePending: false }, []];
  }
  // There is nothing to save, so there is no problem to report either.
  if (!isDirty(autosave)) return idle(autosave);
  const attempt = autosave.attempt + 1;
  const phase: Phase = { name: 'retrying', because, detail };
  return [
    { ...autosave, phase, attempt, savePending: false },
    [{ name: 'wait', milliseconds: retryDelay(attempt, random) }],
  ];
}

/** Return the pause before a retry, in milliseconds: 1 to 2 s at first, doubled each time, up to a minute. */
export function retryDelay(attempt: number, random: number): number {
  const longest = Math.min(MAX_RETRY_DELAY_MS, 1000 * 2 ** attempt);
  return Math.round(longest * (0.5 + random / 2));
}
