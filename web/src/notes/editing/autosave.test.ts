import { describe, expect, it } from 'vitest';
import { next } from './autosave';
import { contentOf } from './content';
import { note } from '../../testing/notes';
import { isDirty, open, saveState, type Autosave, type Happening } from './phases';
import { PAUSE, retryPause } from './transitions';

const base = note();
const typed = (text: string): Happening => ({ name: 'edited', draft: { ...contentOf(base), text } });

/** Return the state after these events, in sequence, and the orders of the last one. */
function after(start: Autosave, ...happenings: Happening[]): [Autosave, ReturnType<typeof next>[1]] {
  let state = start;
  let orders: ReturnType<typeof next>[1] = [];
  for (const happening of happenings) [state, orders] = next(state, happening, 0.5);
  return [state, orders];
}

describe('saving', () => {
  it('waits for a pause in typing', () => {
    const [state, orders] = after(open(base), typed('rye'));
    expect(saveState(state)).toBe('unsaved');
    expect(orders).toEqual([{ name: 'wait', milliseconds: PAUSE }]);
  });

  it('sends only what changed, and the version it changes', () => {
    const [state, orders] = after(open(base), typed('rye'), { name: 'due' });
    expect(saveState(state)).toBe('saving');
    expect(orders).toContainEqual({ name: 'save', changes: { text: 'rye' }, version: 1, restore: false });
  });

  it('is saved when the service has answered', () => {
    const [state] = after(
      open(base),
      typed('rye'),
      { name: 'due' },
      { name: 'saved', note: note({ text: 'rye', version: 2 }) },
    );
    expect(saveState(state)).toBe('saved');
    expect(state.base.version).toBe(2);
  });

  it('never has two requests under way', () => {
    const [, orders] = after(open(base), typed('rye'), { name: 'due' }, typed('rye bread'), { name: 'due' });
    expect(orders).toEqual([]);
  });

  it('saves what was typed meanwhile after that, on the new version', () => {
    const answer: Happening = { name: 'saved', note: note({ text: 'rye', version: 2 }) };
    const [state, orders] = after(open(base), typed('rye'), { name: 'due' }, typed('rye bread'), answer);
    expect(saveState(state)).toBe('unsaved');
    expect(state.draft.text).toBe('rye bread');
    expect(orders).toEqual([{ name: 'wait', milliseconds: PAUSE }]);
    const [, later] = after(state, { name: 'due' });
    expect(later).toContainEqual({ name: 'save', changes: { text: 'rye bread' }, version: 2, restore: false });
  });

  it('does so at once where someone asked for it or leaves', () => {
    const answer: Happening = { name: 'saved', note: note({ text: 'rye', version: 2 }) };
    const [state] = after(open(base), typed('rye'), { name: 'due' }, typed('rye bread'), { name: 'hurry' }, answer);
    expect(saveState(state)).toBe('saving');
  });

  it('takes what the service tidied', () => {
    const twice: Happening = { name: 'edited', draft: { ...contentOf(base), tags: ['a', 'a'] } };
    const [state] = after(
      open(base),
      twice,
      { name: 'due' },
      { name: 'saved', note: note({ tags: ['a'], version: 2 }) },
    );
    expect(state.draft.tags).toEqual(['a']);
    expect(isDirty(state)).toBe(false);
  });

  it('sends nothing where the change was taken back', () => {
    const [state, orders] = after(open(base), typed('rye'), typed('flour'));
    expect(saveState(state)).toBe('saved');
    expect(orders).toEqual([{ name: 'stop waiting' }]);
  });
});

describe('trouble', () => {
  it('keeps trying while offline, and keeps what was typed', () => {
    const [state, orders] = after(open(base), typed('rye'), { name: 'due' }, { name: 'offline' }, typed('rye bread'));
    expect(saveState(state)).toBe('offline');
    expect(state.draft.text).toBe('rye bread');
    expect(orders).toEqual([]);
    const [again] = after(state, { name: 'hurry' });
    expect(saveState(again)).toBe('saving');
  });

  it('tries again with growing pauses, up to a minute', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7, 8].map((attempt) => retryPause(attempt, 1));
    expect(pauses).toEqual([2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    expect(retryPause(3, 0)).toBe(4000);
    const [state, orders] = after(open(base), typed('rye'), { name: 'due' }, { name: 'failed', detail: 'Busy.' });
    expect(saveState(state)).toBe('error');
    expect(orders).toEqual([{ name: 'wait', milliseconds: 1500 }]);
    const [, later] = after(state, { name: 'due' }, { name: 'failed', detail: 'Busy.' });
    expect(later).toEqual([{ name: 'wait', milliseconds: 3000 }]);
  });

  it('does not repeat what was refused until it is changed', () => {
    const [state, orders] = after(open(base), typed('rye'), { name: 'due' }, { name: 'refused', detail: 'Too long.' });
    expect(saveState(state)).toBe('error');
    expect(orders).toEqual([]);
    const [, later] = after(state, typed('ry'));
    expect(later).toEqual([{ name: 'wait', milliseconds: PAUSE }]);
  });

  it('says nothing of a look at the note that failed while all is saved', () => {
    const [state] = after(open(base), { name: 'doubted' }, { name: 'offline' });
    expect(saveState(state)).toBe('saved');
  });
});

describe('a note that changed elsewhere', () => {
  const stale = (text = 'rye'): Happening[] => [typed(text), { name: 'due' }, { name: 'stale' }];

  it('is read again', () => {
    const [, orders] = after(open(base), ...stale());
    expect(orders).toEqual([{ name: 'read' }]);
  });

  it('is saved on the new version where only its files changed', () => {
    const [state, orders] = after(open(base), ...stale(), {
      name: 'read',
      note: note({ version: 4, file_ids: ['f'] }),
    });
    expect(saveState(state)).toBe('saving');
    expect(state.base.file_ids).toEqual(['f']);
    expect(orders).toContainEqual({ name: 'save', changes: { text: 'rye' }, version: 4, restore: false });
  });

  it('is a conflict where its words changed, and typing goes on', () => {
    const theirs = note({ text: 'spelt', version: 4 });
    const [state, orders] = after(open(base), ...stale(), { name: 'read', note: theirs }, typed('rye, 500 g'));
    expect(saveState(state)).toBe('ahead');
    expect(state.phase).toEqual({ name: 'ahead', theirs });
    expect(state.draft.text).toBe('rye, 500 g');
    expect(orders).toEqual([{ name: 'stop waiting' }]);
    expect(after(state, { name: 'due' })[1]).toEqual([]);
  });

  it('is overwritten where the person keeps theirs', () => {
    const read: Happening = { name: 'read', note: note({ text: 'spelt', version: 4 }) };
    const [, orders] = after(open(base), ...stale(), read, { name: 'choose' }, { name: 'keep mine' });
    expect(orders).toContainEqual({ name: 'save', changes: { text: 'rye' }, version: 4, restore: false });
  });

  it('is left as it is where the person takes it', () => {
    const read: Happening = { name: 'read', note: note({ text: 'spelt', version: 4 }) };
    const [state] = after(open(base), ...stale(), read, { name: 'choose' }, { name: 'take theirs' });
    expect(saveState(state)).toBe('saved');
    expect(state.draft.text).toBe('spelt');
  });

  it('comes out of the trash where the person keeps what they typed', () => {
    const read: Happening = { name: 'read', note: note({ state: 'trashed', version: 4 }) };
    const [state] = after(open(base), ...stale(), read);
    expect(saveState(state)).toBe('ahead');
    const [, orders] = after(state, { name: 'choose' }, { name: 'keep mine' });
    expect(orders).toContainEqual({
      name: 'save',
      changes: { text: 'rye', state: 'active' },
      version: 4,
      restore: true,
    });
  });

  it('is a conflict without another side where it is gone for good', () => {
    const [state] = after(open(base), typed('rye'), { name: 'due' }, { name: 'vanished' }, { name: 'choose' });
    expect(state.phase).toEqual({ name: 'conflict', theirs: null });
    expect(state.draft.text).toBe('rye');
  });

  it('is given time where it changes under every attempt', () => {
    let state = open(base);
    [state] = after(state, typed('rye'), { name: 'due' });
    for (let version = 2; version < 6; version += 1) {
      [state] = after(state, { name: 'stale' }, { name: 'read', note: note({ version }) });
    }
    expect(state.phase.name).toBe('pausing');
  });

  it('simply shows what is new where nothing was typed', () => {
    const [state] = after(open(base), { name: 'doubted' }, { name: 'read', note: note({ text: 'spelt', version: 2 }) });
    expect(saveState(state)).toBe('saved');
    expect(state.draft.text).toBe('spelt');
  });

  describe('while the person is writing', () => {
    const theirs = note({ text: 'spelt', version: 4 });
    const told: Happening[] = [typed('rye'), { name: 'doubted' }, { name: 'read', note: theirs }];

    it('is told, and what is written stays and is not sent', () => {
      const [state, orders] = after(open(base), ...told, typed('rye, 500 g'), { name: 'due' }, { name: 'hurry' });
      expect(saveState(state)).toBe('ahead');
      expect(state.phase).toEqual({ name: 'ahead', theirs });
      expect(state.draft.text).toBe('rye, 500 g');
      expect(orders).toEqual([]);
    });

    it('is a choice once the person asks for it', () => {
      const [state] = after(open(base), ...told, { name: 'choose' });
      expect(state.phase).toEqual({ name: 'conflict', theirs });
      const [, orders] = after(state, { name: 'keep mine' });
      expect(orders).toContainEqual({ name: 'save', changes: { text: 'rye' }, version: 4, restore: false });
    });

    it('sees nothing else in the place of it, until they ask for it or come back to it', () => {
      const read: Happening = { name: 'read', note: theirs };
      expect(after(open(base), ...stale(), { name: 'hurry' }, read)[0].phase).toEqual({ name: 'ahead', theirs });
      const left = open(base, { ...contentOf(base), text: 'rye' });
      expect(after(left, read)[0].phase).toEqual({ name: 'conflict', theirs });
    });

    it('sees the newest version once they choose, and is not asked twice', () => {
      const newer = note({ text: 'emmer', version: 5 });
      const [state] = after(open(base), ...told, { name: 'doubted' }, { name: 'choose' });
      expect(state.phase).toEqual({ name: 'conflict', theirs });
      expect(after(state, { name: 'offline' })[0]).toBe(state);
      const [chosen] = after(state, { name: 'read', note: newer });
      expect(chosen.phase).toEqual({ name: 'conflict', theirs: newer });
      const [saving] = after(state, { name: 'keep mine' });
      expect(after(saving, { name: 'read', note: newer })).toEqual([saving, []]);
    });

    it('needs no choice where what was written is taken back, and is not surprised in the middle of it', () => {
      const [taken, orders] = after(open(base), ...told, typed('flour'));
      expect(taken.draft.text).toBe('flour');
      expect(orders).toEqual([{ name: 'wait', milliseconds: PAUSE }]);
      expect(after(taken, typed('flour!'))[1]).toEqual([{ name: 'stop waiting' }]);
      const [state] = after(taken, { name: 'due' });
      expect(saveState(state)).toBe('saved');
      expect(state.draft.text).toBe('spelt');
      expect(state.base.version).toBe(4);
    });

    it('is told of until a newer version is known, or that cannot be had', () => {
      const newer = note({ text: 'emmer', version: 5 });
      const [state] = after(open(base), ...told, { name: 'doubted' });
      expect(saveState(state)).toBe('ahead');
      expect(after(state, { name: 'offline' })[0].phase).toEqual({ name: 'ahead', theirs });
      expect(after(state, { name: 'read', note: newer })[0].phase).toEqual({ name: 'ahead', theirs: newer });
    });

    it('is told that the note was deleted, and keeps what was written and what was not', () => {
      const [dirty] = after(open(base), typed('rye'), { name: 'vanished' });
      expect(dirty.phase).toEqual({ name: 'ahead', theirs: null });
      expect(dirty.draft.text).toBe('rye');
      const [clean] = after(open(base), { name: 'vanished' });
      expect(saveState(clean)).toBe('ahead');
      expect(clean.draft.text).toBe('flour');
      expect(after(clean, typed('rye'), { name: 'hurry' })[1]).toEqual([]);
    });
  });
});
