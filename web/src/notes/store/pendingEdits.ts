/** Pending edits of notes: requested and not confirmed yet, but shown optimistically. */

import type { Note, NoteSummary, State } from '../../api/types';

export type PendingEdit = Partial<Pick<Note, 'pinned'> & { state: State }>;

interface Entry {
  /** The note as last reported by the service, without the pending edits. */
  reported: NoteSummary;
  edits: Set<PendingEdit>;
}

export class PendingEdits {
  readonly #entries = new Map<string, Entry>();

  /** Add a pending edit; return a function that ends it and returns the note as last reported. */
  add(note: NoteSummary, edit: PendingEdit): () => NoteSummary {
    const entry = this.#entries.get(note.id) ?? { reported: note, edits: new Set() };
    this.#entries.set(note.id, entry);
    entry.edits.add(edit);
    return () => {
      entry.edits.delete(edit);
      if (entry.edits.size === 0) this.#entries.delete(note.id);
      return entry.reported;
    };
  }

  /** Return the note with its pending edits applied; of two, the later one wins. */
  apply(note: NoteSummary): NoteSummary {
    const entry = this.#entries.get(note.id);
    if (!entry) return note;
    if (note.version >= entry.reported.version) entry.reported = note;
    return Object.assign({}, note, ...entry.edits) as NoteSummary;
  }

  ids(): string[] {
    return [...this.#entries.keys()];
  }
}
