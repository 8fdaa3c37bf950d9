import { describe, expect, it } from 'vitest';
import { changesBetween, clean, contentOf, merge } from './content';
import { note } from '../../testing/notes';

const base = contentOf(note({ tags: ['kitchen', 'slow'] }));

describe('changesBetween', () => {
  it('names only what differs', () => {
    expect(changesBetween(base, { ...base, text: 'rye' })).toEqual({ text: 'rye' });
    expect(changesBetween(base, { ...base, tags: ['slow', 'kitchen'] })).toEqual({ tags: ['slow', 'kitchen'] });
    expect(changesBetween(base, { ...base, pinned: true, state: 'archived' })).toEqual({
      pinned: true,
      state: 'archived',
    });
    expect(changesBetween(base, base)).toEqual({});
  });

  it('never asks for the trash, which is no field', () => {
    expect(changesBetween(base, { ...base, state: 'trashed' })).toEqual({});
  });
});

describe('merge', () => {
  it('keeps what was typed where the others changed no words', () => {
    const mine = { ...base, text: 'rye' };
    expect(merge(base, mine, base)).toEqual(mine);
    expect(merge(base, mine, { ...base, pinned: true })).toEqual({ ...mine, pinned: true });
  });

  it('takes their words where nothing was typed', () => {
    const theirs = { ...base, title: 'Rye bread', text: 'rye' };
    expect(merge(base, { ...base, pinned: true }, theirs)).toEqual({ ...theirs, pinned: true });
  });

  it('leaves the choice to the person where both wrote', () => {
    expect(merge(base, { ...base, text: 'rye' }, { ...base, text: 'spelt' })).toBeNull();
    expect(merge(base, { ...base, text: 'rye' }, { ...base, title: 'Spelt' })).toBeNull();
  });

  it('sees no conflict where both wrote the same', () => {
    const same = { ...base, text: 'rye' };
    expect(merge(base, same, { ...same })).toEqual(same);
  });

  it('brings both sets of tags together', () => {
    const mine = { ...base, tags: ['kitchen', 'bread'] };
    const theirs = { ...base, tags: ['kitchen', 'slow', 'weekend'] };
    expect(merge(base, mine, theirs)?.tags).toEqual(['kitchen', 'weekend', 'bread']);
  });

  it('asks where the note was moved to the trash while someone typed', () => {
    expect(merge(base, { ...base, text: 'rye' }, { ...base, state: 'trashed' })).toBeNull();
    expect(merge(base, base, { ...base, state: 'trashed' })?.state).toBe('trashed');
  });
});

it('cleans what the service would refuse', () => {
  expect(clean('a\0b')).toBe('ab');
  expect(clean('\ud83d tea \ud83c\udf75 \udf75')).toBe('\ufffd tea \ud83c\udf75 \ufffd');
});
