import { describe, expect, it } from 'vitest';
import { next } from './autosave';
import { contentOf } from './content';
import { note } from '../../testing/notes';
import { isDirty, initialState, saveState, type Autosave, type AutosaveEvent } from './autosaveState';
import { SAVE_DELAY_MS, retryDelay } from './autosaveTransitions';

const base = note();
const typed = (text: string): AutosaveEvent => ({ name: 'edited', draft: { ...contentOf(base), text } });

/** Return the state after these events, in sequence, and the effects of the last one. */
function after(start: Autosave, ...events: AutosaveEvent[]): [Autosave, ReturnType<typeof next>[1]] {
  let state = start;
  let effects: ReturnType<typeof next>[1] = [];
  for (const event of events) [state, effects] = next(state, event, 0.5);
  return [state, effects];
}

describe('saving', () => {
  it('waits for a pause in typing', () => {
    const [state, effects] = after(initialState(base), typed('rye'));
    expect(saveState(state)).toBe('unsaved');
    expect(effects).toEqual([{ name: 'wait', milliseconds: SAVE_DELAY_MS }]);
  });

  it('sends only what changed, and the version it changes', () => {
    const [state, effects] = after(initialState(base), typed('rye'), { name: 'due' });
    expect(saveState(state)).toBe('saving');
    expect(effects).toContainEqual({ name: 'save', changes: { text: 'rye' }, version: 1, restore: false });
  });

  it('is saved when the service has responded', () => {
    const [state] = after(
      initialState(base),
      typed('rye'),
      { name: 'due' },
      { name: 'saved', note: note({ text: 'rye', version: 2 }) },
    );
    expect(saveState(state)).toBe('saved');
    expect(state.base.version).toBe(2);
  });

  it('never has two requests in flight', () => {
    const [, effects] = after(initialState(base), typed('rye'), { name: 'due' }, typed('rye bread'), { name: 'due' });
    expect(effects).toEqual([]);
  });

  it('saves what was typed meanwhile after that, on the new version', () => {
    const answer: AutosaveEvent = { name: 'saved', note: note({ text: 'rye', version: 2 }) };
    const [state, effects] = after(initialState(base), typed('rye'), { name: 'due' }, typed('rye bread'), answer);
    expect(saveState(state)).toBe('unsaved');
    expect(state.draft.text).toBe('rye bread');
    expect(effects).toEqual([{ name: 'wait', milliseconds: SAVE_DELAY_MS }]);
    const [, later] = after(state, { name: 'due' });
    expect(later).toContainEqual({ name: 'save', changes: { text: 'rye bread' }, version: 2, restore: false });
  });

  it('does so at once if saving was requested meanwhile', () => {
    const answer: AutosaveEvent = { name: 'saved', note: note({ text: 'rye', version: 2 }) };
    const [state] = after(
      initialState(base),
      typed('rye'),
      { name: 'due' },
      typed('rye bread'),
      { name: 'saveNow' },
      answer,
    );
    expect(saveState(state)).toBe('saving');
  });

  it('adopts what the service normalized', () => {
    const twice: AutosaveEvent = { name: 'edited', draft: { ...contentOf(base), tags: ['a', 'a'] } };
    const [state] = after(
      initialState(base),
      twice,
      { name: 'due' },
      { name: 'saved', note: note({ tags: ['a'], version: 2 }) },
    );
    expect(state.draft.tags).toEqual(['a']);
    expect(isDirty(state)).toBe(false);
  });

  it('sends nothing if the edit was undone', () => {
    const [state, effects] = after(initialState(base), typed('rye'), typed('flour'));
    expect(saveState(state)).toBe('saved');
    expect(effects).toEqual([{ name: 'stop waiting' }]);
  });
});

describe('a problem', () => {
  it('keeps trying while offline, and keeps what was typed', () => {
    const [state, effects] = after(
      initialState(base),
      typed('rye'),
      { name: 'due' },
      { name: 'offline' },
      typed('rye bread'),
    );
    expect(saveState(state)).toBe('offline');
    expect(state.draft.text).toBe('rye bread');
    expect(effects).toEqual([]);
    const [again] = after(state, { name: 'saveNow' });
    expect(saveState(again)).toBe('saving');
  });

  it('tries again with growing pauses, up to a minute', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7, 8].map((attempt) => retryDelay(attempt, 1));
    expect(pauses).toEqual([2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    expect(retryDelay(3, 0)).toBe(4000);
    const [state, effects] = after(
      initialState(base),
      typed('rye'),
      { name: 'due' },
      { name: 'failed', detail: 'Busy.' },
    );
    expect(saveState(state)).toBe('error');
    expect(effects).toEqual([{ name: 'wait', milliseconds: 1500 }]);
    const [, later] = after(state, { name: 'due' }, { name: 'failed', detail: 'Busy.' });
    expect(later).toEqual([{ name: 'wait', milliseconds: 3000 }]);
  });

  it('does not retry a rejected save until the note is edited', () => {
    const [state, effects] = after(
      initialState(base),
      typed('rye'),
      { name: 'due' },
      { name: 'refused', detail: 'Too long.' },
    );
    expect(saveState(state)).toBe('error');
    expect(effects).toEqual([]);
    const [, later] = after(state, typed('ry'));
    expect(later).toEqual([{ name: 'wait', milliseconds: SAVE_DELAY_MS }]);
  });

  it('reports no problem if checking for changes fails while all is saved', () => {
    const [state] = after(initialState(base), { name: 'maybeChanged' }, { name: 'offline' });
    expect(saveState(state)).toBe('saved');
  });
});

describe('a note that changed elsewhere', () => {
  const stale = (text = 'rye'): AutosaveEvent[] => [typed(text), { name: 'due' }, { name: 'stale' }];

  it('is read again', () => {
    const [, effects] = after(initialState(base), ...stale());
    expect(effects).toEqual([{ name: 'read' }]);
  });

  it('is saved on the new version if only its files changed', () => {
    const [state, effects] = after(initialState(base), ...stale(), {
      name: 'read',
      note: note({ version: 4, file_ids: ['f'] }),
    });
    expect(saveState(state)).toBe('saving');
    expect(state.base.file_ids).toEqual(['f']);
    expect(effects).toContainEqual({ name: 'save', changes: { text: 'rye' }, version: 4, restore: false });
  });

  it('needs a choice if its text changed, while typing goes on', () => {
    const theirs = note({ text: 'spelt', version: 4 });
    const [state, effects] = after(initialState(base), ...stale(), { name: 'read', note: theirs }, typed('rye, 500 g'));
    expect(saveState(state)).toBe('ahead');
    expect(state.phase).toEqual({ name: 'changedElsewhere', theirs });
    expect(state.draft.text).toBe('rye, 500 g');
    expect(effects).toEqual([{ name: 'stop waiting' }]);
    expect(after(state, { name: 'due' })[1]).toEqual([]);
  });

  it('is overwritten if the user keeps their version', () => {
    const read: AutosaveEvent = { name: 'read', note: note({ text: 'spelt', version: 4 }) };
    const [, effects] = after(initialState(base), ...stale(), read, { name: 'choose' }, { name: 'keep mine' });
    expect(effects).toContainEqual({ name: 'save', changes: { text: 'rye' }, version: 4, restore: false });
  });

  it('is left as it is if the user takes the other version', () => {
    const read: AutosaveEvent = { name: 'read', note: note({ text: 'spelt', version: 4 }) };
    const [state] = after(initialState(base), ...stale(), read, { name: 'choose' }, { name: 'take theirs' });
    expect(saveState(state)).toBe('saved');
    expect(state.draft.text).toBe('spelt');
  });

  it('is restored from the trash if the user keeps their version', () => {
    const read: AutosaveEvent = { name: 'read', note: note({ state: 'trashed', version: 4 }) };
    const [state] = after(initialState(base), ...stale(), read);
    expect(saveState(state)).toBe('ahead');
    const [, effects] = after(state, { name: 'choose' }, { name: 'keep mine' });
    expect(effects).toContainEqual({
      name: 'save',
      changes: { text: 'rye', state: 'active' },
      version: 4,
      restore: true,
    });
  });

  it('is a conflict without another version if it was permanently deleted', () => {
    const [state] = after(initialState(base), typed('rye'), { name: 'due' }, { name: 'deleted' }, { name: 'choose' });
    expect(state.phase).toEqual({ name: 'conflict', theirs: null });
    expect(state.draft.text).toBe('rye');
  });

  it('is retried with a delay if it changes before every attempt', () => {
    let state = initialState(base);
    [state] = after(state, typed('rye'), { name: 'due' });
    for (let version = 2; version < 6; version += 1) {
      [state] = after(state, { name: 'stale' }, { name: 'read', note: note({ version }) });
    }
    expect(state.phase.name).toBe('retrying');
  });

  it('is shown at once if nothing was typed', () => {
    const [state] = after(
      initialState(base),
      { name: 'maybeChanged' },
      { name: 'read', note: note({ text: 'spelt', version: 2 }) },
    );
    expect(saveState(state)).toBe('saved');
    expect(state.draft.text).toBe('spelt');
  });

  describe('while the user is writing', () => {
    const theirs = note({ text: 'spelt', version: 4 });
    const changeSeen: AutosaveEvent[] = [typed('rye'), { name: 'maybeChanged' }, { name: 'read', note: theirs }];

    it('shows a notice, keeps the draft and does not send it', () => {
      const [state, effects] = after(
        initialState(base),
        ...changeSeen,
        typed('rye, 500 g'),
        { name: 'due' },
        { name: 'saveNow' },
      );
      expect(saveState(state)).toBe('ahead');
      expect(state.phase).toEqual({ name: 'changedElsewhere', theirs });
      expect(state.draft.text).toBe('rye, 500 g');
      expect(effects).toEqual([]);
    });

    it('is a conflict once the user asks for the versions', () => {
      const [state] = after(initialState(base), ...changeSeen, { name: 'choose' });
      expect(state.phase).toEqual({ name: 'conflict', theirs });
      const [, effects] = after(state, { name: 'keep mine' });
      expect(effects).toContainEqual({ name: 'save', changes: { text: 'rye' }, version: 4, restore: false });
    });

    it('does not replace the view of the draft, until the user asks for it or returns to the note', () => {
      const read: AutosaveEvent = { name: 'read', note: theirs };
      expect(after(initialState(base), ...stale(), { name: 'saveNow' }, read)[0].phase).toEqual({
        name: 'changedElsewhere',
        theirs,
      });
      const left = initialState(base, { ...contentOf(base), text: 'rye' });
      expect(after(left, read)[0].phase).toEqual({ name: 'conflict', theirs });
    });

    it('offers the newest version, and asks once', () => {
      const newer = note({ text: 'emmer', version: 5 });
      const [state] = after(initialState(base), ...changeSeen, { name: 'maybeChanged' }, { name: 'choose' });
      expect(state.phase).toEqual({ name: 'conflict', theirs });
      expect(after(state, { name: 'offline' })[0]).toBe(state);
      const [chosen] = after(state, { name: 'read', note: newer });
      expect(chosen.phase).toEqual({ name: 'conflict', theirs: newer });
      const [saving] = after(state, { name: 'keep mine' });
      expect(after(saving, { name: 'read', note: newer })).toEqual([saving, []]);
    });

    it('needs no choice if the edit is undone, and is not merged in the middle of typing', () => {
      const [taken, effects] = after(initialState(base), ...changeSeen, typed('flour'));
      expect(taken.draft.text).toBe('flour');
      expect(effects).toEqual([{ name: 'wait', milliseconds: SAVE_DELAY_MS }]);
      expect(after(taken, typed('flour!'))[1]).toEqual([{ name: 'stop waiting' }]);
      const [state] = after(taken, { name: 'due' });
      expect(saveState(state)).toBe('saved');
      expect(state.draft.text).toBe('spelt');
      expect(state.base.version).toBe(4);
    });

    it('keeps the notice until a newer version is known, also if reading fails', () => {
      const newer = note({ text: 'emmer', version: 5 });
      const [state] = after(initialState(base), ...changeSeen, { name: 'maybeChanged' });
      expect(saveState(state)).toBe('ahead');
      expect(after(state, { name: 'offline' })[0].phase).toEqual({ name: 'changedElsewhere', theirs });
      expect(after(state, { name: 'read', note: newer })[0].phase).toEqual({ name: 'changedElsewhere', theirs: newer });
    });

    it('shows a notice that the note was deleted, and keeps its text with and without edits', () => {
      const [dirty] = after(initialState(base), typed('rye'), { name: 'deleted' });
      expect(dirty.phase).toEqual({ name: 'changedElsewhere', theirs: null });
      expect(dirty.draft.text).toBe('rye');
      const [clean] = after(initialState(base), { name: 'deleted' });
      expect(saveState(clean)).toBe('ahead');
      expect(clean.draft.text).toBe('flour');
      expect(after(clean, typed('rye'), { name: 'saveNow' })[1]).toEqual([]);
    });
  });
});
