import { describe, expect, it } from 'vitest';
import type { NoteSummary } from '../../api/types';
import { ordered, summaryOf, emptyListing, withFirstPage, withNote, withPage, type Listing } from './listing';
import { note, summary } from '../../testing/notes';

const at = (id: string, minute: number, more: Partial<NoteSummary> = {}): NoteSummary =>
  summary(id, { edited_at: `2026-06-20T05:${minute.toString().padStart(2, '0')}:00.000Z`, ...more });
const ids = (listing: Listing): string[] => ordered(listing).map(({ id }) => id);
const loaded = (items: NoteSummary[], cursor: string | null = null): Listing =>
  withPage(emptyListing('active'), { items, cursor }, true);

describe('a listing', () => {
  it('has pinned notes first, then the newest change', () => {
    expect(ids(loaded([at('a', 3), at('b', 2), at('c', 1, { pinned: true })]))).toEqual(['c', 'a', 'b']);
  });

  it('grows by pages, and has each note once', () => {
    const more = withPage(
      loaded([at('a', 3), at('b', 2)], 'next'),
      { items: [at('b', 2), at('c', 1)], cursor: null },
      false,
    );
    expect(ids(more)).toEqual(['a', 'b', 'c']);
    expect(more.cursor).toBeNull();
  });

  it('does not replace a newer version by an older one of a page', () => {
    const listing = loaded([at('a', 3, { version: 5, title: 'new' })], 'next');
    const more = withPage(listing, { items: [at('a', 1, { version: 4, title: 'old' })], cursor: null }, false);
    expect(more.notes.get('a')?.title).toBe('new');
  });

  it('removes a note that moved to another state, and adds one that moved here', () => {
    const listing = loaded([at('a', 3), at('b', 2)]);
    expect(ids(withNote(listing, at('a', 4, { state: 'archived', version: 2 })))).toEqual(['b']);
    expect(ids(withNote(listing, at('c', 4)))).toEqual(['c', 'a', 'b']);
    expect(withNote(listing, at('d', 4, { state: 'trashed' }))).toBe(listing);
  });

  it('ignores an outdated version', () => {
    const listing = loaded([at('a', 3, { version: 5 })]);
    expect(withNote(listing, at('a', 2, { version: 4 }))).toBe(listing);
  });
});

describe('a reloaded first page', () => {
  it('adds new notes, removes those that have left, and keeps older ones', () => {
    const listing = loaded([at('a', 9), at('b', 8), at('c', 7), at('d', 2)], 'further');
    const news = withFirstPage(listing, { items: [at('e', 10), at('a', 9), at('c', 7)], cursor: 'second' });
    expect(ids(news)).toEqual(['e', 'a', 'c', 'd']);
    expect(news.cursor).toBe('further');
  });

  it('replaces the listing if they have no note in common', () => {
    const listing = loaded([at('a', 1)], 'further');
    const news = withFirstPage(listing, { items: [at('y', 30), at('z', 29)], cursor: 'second' });
    expect(ids(news)).toEqual(['y', 'z']);
    expect(news.cursor).toBe('second');
  });

  it('replaces the listing if it is the only page', () => {
    const listing = loaded([at('a', 9), at('b', 8)], null);
    expect(ids(withFirstPage(listing, { items: [at('b', 8)], cursor: null }))).toEqual(['b']);
  });
});

it('cuts an excerpt by characters, as the service does', () => {
  expect(Array.from(summaryOf(note({ text: '\u{1f375}'.repeat(300) })).excerpt)).toHaveLength(200);
  expect(summaryOf(note({ text: 'short' }))).not.toHaveProperty('text');
});
