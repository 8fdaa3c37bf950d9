/** Transitions shared by several events. */

import { changesBetween, contentOf } from './content';
import { isDirty, type Autosave, type Phase, type Step } from './phases';

/** Debounce, in milliseconds: the pause in typing before a save. */
export const PAUSE = 800;
const LONGEST_PAUSE = 60_000;

export function save(autosave: Autosave, restore = false): Step {
  const { base, draft } = autosave;
  return [
    { ...autosave, phase: { name: 'saving', sent: draft }, hurried: false },
    [
      { name: 'stop waiting' },
      { name: 'save', changes: changesBetween(contentOf(base), draft), version: base.version, restore },
    ],
  ];
}

export function rest(autosave: Autosave): Step {
  return [{ ...autosave, phase: { name: 'resting' }, hurried: false }, [{ name: 'stop waiting' }]];
}

export function wait(autosave: Autosave, milliseconds: number): Step {
  return [{ ...autosave, phase: { name: 'waiting' } }, [{ name: 'wait', milliseconds }]];
}

export function pause(autosave: Autosave, because: 'offline' | 'failed', detail: string, random: number): Step {
  const { phase: before } = autosave;
  if (before.name === 'conflict') return [autosave, []];
  if (before.name === 'rereading' && before.theirs) {
    return [{ ...autosave, phase: { name: 'ahead', theirs: before.theirs }, hurried: false }, []];
  }
  // There is nothing to save, so there is no problem to report either.
  if (!isDirty(autosave)) return rest(autosave);
  const attempt = autosave.attempt + 1;
  const phase: Phase = { name: 'pausing', because, detail };
  return [
    { ...autosave, phase, attempt, hurried: false },
    [{ name: 'wait', milliseconds: retryPause(attempt, random) }],
  ];
}

/** Return the pause before a retry, in milliseconds: 1 to 2 s at first, doubled each time, up to a minute. */
export function retryPause(attempt: number, random: number): number {
  const longest = Math.min(LONGEST_PAUSE, 1000 * 2 ** attempt);
  return Math.round(longest * (0.5 + random / 2));
}
