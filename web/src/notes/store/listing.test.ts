import { describe, expect, it } from 'vitest';
import type { NoteSummary } from '../../api/types';
import { ordered, summaryOf, unread, withNews, withNote, withPage, type Listing } from './listing';
import { note, summary } from '../../testing/notes';

const at = (id: string, minute: number, more: Partial<NoteSummary> = {}): NoteSummary =>
  summary(id, { edited_at: `2026-06-20T05:${minute.toString().padStart(2, '0')}:00.000Z`, ...more });
const ids = (listing: Listing): string[] => ordered(listing).map(({ id }) => id);
const loaded = (items: NoteSummary[], cursor: string | null = null): Listing =>
  withPage(unread('active'), { items, cursor }, true);

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

  it('does not let a page overtake what is known to be newer', () => {
    const listing = loaded([at('a', 3, { version: 5, title: 'new' })], 'next');
    const more = withPage(listing, { items: [at('a', 1, { version: 4, title: 'old' })], cursor: null }, false);
    expect(more.notes.get('a')?.title).toBe('new');
  });

  it('loses a note that moved to another state, and gains one that came', () => {
    const listing = loaded([at('a', 3), at('b', 2)]);
    expect(ids(withNote(listing, at('a', 4, { state: 'archived', version: 2 })))).toEqual(['b']);
    expect(ids(withNote(listing, at('c', 4)))).toEqual(['c', 'a', 'b']);
    expect(withNote(listing, at('d', 4, { state: 'trashed' }))).toBe(listing);
  });

  it('ignores what it was told too late', () => {
    const listing = loaded([at('a', 3, { version: 5 })]);
    expect(withNote(listing, at('a', 2, { version: 4 }))).toBe(listing);
  });
});

describe('a fresh look', () => {
  it('brings what is new and drops what left, and keeps what lies further down', () => {
    const listing = loaded([at('a', 9), at('b', 8), at('c', 7), at('d', 2)], 'further');
    const news = withNews(listing, { items: [at('e', 10), at('a', 9), at('c', 7)], cursor: 'second' });
    expect(ids(news)).toEqual(['e', 'a', 'c', 'd']);
    expect(news.cursor).toBe('further');
  });

  it('begins anew where the page has nothing in common with what was known', () => {
    const listing = loaded([at('a', 1)], 'further');
    const news = withNews(listing, { items: [at('y', 30), at('z', 29)], cursor: 'second' });
    expect(ids(news)).toEqual(['y', 'z']);
    expect(news.cursor).toBe('second');
  });

  it('is all there is where there is no further page', () => {
    const listing = loaded([at('a', 9), at('b', 8)], null);
    expect(ids(withNews(listing, { items: [at('b', 8)], cursor: null }))).toEqual(['b']);
  });
});

it('cuts an excerpt by characters, as the service does', () => {
  expect(Array.from(summaryOf(note({ text: '\u{1f375}'.repeat(300) })).excerpt)).toHaveLength(200);
  expect(summaryOf(note({ text: 'short' }))).not.toHaveProperty('text');
});
