/** A list of notes, as far as it is loaded, as immutable data. */

import type { Note, NotePage, NoteSummary, State } from '../../api/types';

export interface Listing {
  state: State;
  /** Notes by id, unsorted; `ordered` sorts them. */
  notes: ReadonlyMap<string, NoteSummary>;
  /** Cursor of the next page; null if there is none, undefined before the first. */
  cursor: string | null | undefined;
  loading: boolean;
  /** Error of the last page request; null if it succeeded. */
  error: Error | null;
}

export function emptyListing(state: State): Listing {
  return { state, notes: new Map(), cursor: undefined, loading: false, error: null };
}

/** Return the listing with one more page; a `fresh` first page replaces the notes known before. */
export function withPage(listing: Listing, page: NotePage, fresh: boolean): Listing {
  const notes = new Map(fresh ? [] : listing.notes);
  for (const note of page.items) {
    const known = listing.notes.get(note.id);
    notes.set(note.id, known && known.version >= note.version ? known : note);
  }
  return { ...listing, notes, cursor: page.cursor, loading: false, error: null };
}

/** Return the listing with the updated note, or without it if it belongs to another list. */
export function withNote(listing: Listing, note: NoteSummary): Listing {
  const known = listing.notes.get(note.id);
  if (known && known.version > note.version) return listing;
  if (note.state !== listing.state) return known ? withoutNote(listing, note.id) : listing;
  return { ...listing, notes: new Map(listing.notes).set(note.id, note) };
}

export function withoutNote(listing: Listing, id: string): Listing {
  if (!listing.notes.has(id)) return listing;
  const notes = new Map(listing.notes);
  notes.delete(id);
  return { ...listing, notes };
}

/** Return the time that lists are sorted by, like the service: the last edit, or in the trash the last update. */
export function listedAt({ state, edited_at, updated_at }: NoteSummary): string {
  return state === 'trashed' ? updated_at : edited_at;
}

/** Sort the notes: pinned first, then the latest by `listedAt`. */
export function ordered(listing: Listing): NoteSummary[] {
  return [...listing.notes.values()].sort((one, other) => {
    if (one.pinned !== other.pinned) return one.pinned ? -1 : 1;
    const [at, otherAt] = [listedAt(one), listedAt(other)];
    if (at !== otherAt) return at < otherAt ? 1 : -1;
    return one.id < other.id ? 1 : -1;
  });
}

export const EXCERPT_CHARACTERS = 200;

/** Return the note's summary, which lists show. */
export function summaryOf({ text, ...rest }: Note): NoteSummary {
  return {
    ...rest,
    excerpt: Array.from(text.slice(0, 2 * EXCERPT_CHARACTERS))
      .slice(0, EXCERPT_CHARACTERS)
      .join(''),
  };
}

/** Return the listing with its first page reloaded: notes missing there, although newer than its last, have left. */
export function withFirstPage(listing: Listing, page: NotePage): Listing {
  const last = page.items.at(-1);
  const overlaps = page.items.some((note) => listing.notes.has(note.id));
  if (listing.cursor === undefined || page.cursor === null || !last || !overlaps) return withPage(listing, page, true);
  const seen = new Set(page.items.map((note) => note.id));
  const older = [...listing.notes].filter(([id, note]) => !seen.has(id) && listedAt(note) < listedAt(last));
  const merged = withPage({ ...listing, notes: new Map([...older, ...entriesWith(listing, seen)]) }, page, false);
  return { ...merged, cursor: listing.cursor };
}

function entriesWith(listing: Listing, ids: Set<string>): [string, NoteSummary][] {
  return [...listing.notes].filter(([id]) => ids.has(id));
}
