import { describe, expect, it } from 'vitest';
import { fold, searchNotes, suggestTags, tagsOf } from './search';
import { summary } from '../../testing/notes';

const notes = [
  summary('a', { title: 'Äpfel', excerpt: 'für den Kuchen', tags: ['kitchen'] }),
  summary('b', { title: 'Train', excerpt: 'to the valley', tags: ['travel', 'hills'] }),
  summary('c', { title: '', excerpt: 'Crème brûlée', tags: ['kitchen', 'Sunday'] }),
];
const ids = (query: string, tag: string | null = null): string[] => searchNotes(notes, query, tag).map(({ id }) => id);

describe('searchNotes', () => {
  it('ignores case and diacritics', () => {
    expect(fold('Crème BRÛLÉE')).toBe('creme brulee');
    expect(ids('apfel')).toEqual(['a']);
    expect(ids('ÄPFEL')).toEqual(['a']);
    expect(ids('creme')).toEqual(['c']);
  });

  it('matches every word, anywhere in title, excerpt or tags', () => {
    expect(ids('valley train')).toEqual(['b']);
    expect(ids('valley plane')).toEqual([]);
    expect(ids('sunday')).toEqual(['c']);
  });

  it('matches the tag exactly', () => {
    expect(ids('', 'kitchen')).toEqual(['a', 'c']);
    expect(ids('brul', 'kitchen')).toEqual(['c']);
    expect(ids('', 'Kitchen')).toEqual([]);
  });

  it('finds everything for an empty query', () => {
    expect(searchNotes(notes, '  ', null)).toBe(notes);
  });
});

it('counts tags, the most used first', () => {
  expect(tagsOf(notes)).toEqual(['kitchen', 'Sunday', 'hills', 'travel']);
});

it('takes a tag that notes spell in two ways for one, and offers none that cannot be seen', () => {
  const spelt = [summary('d', { tags: ['caf\u00e9', ' '] }), summary('e', { tags: ['cafe\u0301'] })];
  expect(tagsOf(spelt)).toEqual(['caf\u00e9']);
  expect(searchNotes(spelt, '', 'cafe\u0301').map(({ id }) => id)).toEqual(['d', 'e']);
});

it('suggests tags that begin with what was typed before those that hold it', () => {
  const known = ['kitchen', 'travel', 'Été', 'skitour'];
  expect(suggestTags(known, 'kit', [])).toEqual(['kitchen', 'skitour']);
  expect(suggestTags(known, 'ete', [])).toEqual(['Été']);
  expect(suggestTags(known, '', ['kitchen'])).toEqual(['travel', 'Été', 'skitour']);
});
