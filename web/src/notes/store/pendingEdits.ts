/** What has been asked of notes and not answered yet; until then they are shown as if it were done. */

import type { Note, NoteSummary, State } from '../../api/types';

export type Wish = Partial<Pick<Note, 'pinned'> & { state: State }>;

interface Entry {
  /** The note as it was last told, without what is wished. */
  told: NoteSummary;
  wishes: Set<Wish>;
}

export class Meant {
  readonly #entries = new Map<string, Entry>();

  /** Returns what ends it, and gives the note as it is without this. */
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

  /** The note as it is going to be; of two wishes, the later one. */
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
