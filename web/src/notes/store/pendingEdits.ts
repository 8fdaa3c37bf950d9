/** Pending edits of notes: requested and not confirmed yet, but shown optimistically. */

import type { Note, NoteSummary, State } from '../../api/types';

export type Wish = Partial<Pick<Note, 'pinned'> & { state: State }>;

interface Entry {
  /** The note as last reported by the service, without the pending edits. */
  told: NoteSummary;
  wishes: Set<Wish>;
}

export class Meant {
  readonly #entries = new Map<string, Entry>();

  /** Add a pending edit; return a function that ends it and returns the note as last reported. */
  add(note: NoteSummary, wish: Wish): () => NoteSummary {
    const entry = this.#entries.get(note.id) ?? { told: note, wishes: new Set() };
    this.#entries.set(note.id, entry);
    entry.wishes.add(wish);
    return () => {
      entry.wishes.delete(wish);
      if (entry.wishes.size === 0) this.#entries.delete(note.id);
      return entry.told;
    };
  }

  /** Return the note with its pending edits applied; of two, the later one wins. */
  over(note: NoteSummary): NoteSummary {
    const entry = this.#entries.get(note.id);
    if (!entry) return note;
    if (note.version >= entry.told.version) entry.told = note;
    return Object.assign({}, note, ...entry.wishes) as NoteSummary;
  }

  ids(): string[] {
    return [...this.#entries.keys()];
  }
}
