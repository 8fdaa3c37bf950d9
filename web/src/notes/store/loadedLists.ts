/** The lists of notes, as far as they are loaded. */

import { signal, type Signal } from '@preact/signals';
import type { Api } from '../../api/client';
import type { NoteSummary, State } from '../../api/types';
import { emptyListing, withFirstPage, withNote, withoutNote, withPage, type Listing } from './listing';
import type { PendingEdits } from './pendingEdits';

const PAGE_SIZE = 100;
/** Number of notes loaded without being scrolled to, so that pins and the search reach them. */
const MAX_READ_AHEAD = 1000;
/** Pause between two pages read ahead. */
const READ_AHEAD_PAUSE_MS = 300;

export class LoadedLists {
  readonly #api: Api;
  readonly #pendingEdits: PendingEdits;
  readonly #isPurged: (id: string) => boolean;
  readonly #listings: Record<State, Signal<Listing>> = {
    active: signal(emptyListing('active')),
    archived: signal(emptyListing('archived')),
    trashed: signal(emptyListing('trashed')),
  };
  /** Notes updated while a page of a list, which may be older, was in flight; null for those removed from the lists. */
  readonly #receivedWhileReading = new Map<State, Map<string, NoteSummary | null>>();
  readonly #loading = new Map<State, Promise<void>>();

  /** `isPurged` tells whether a note is being, or was, permanently deleted; a page read before that still contains it. */
  constructor(api: Api, pendingEdits: PendingEdits, isPurged: (id: string) => boolean) {
    this.#api = api;
    this.#pendingEdits = pendingEdits;
    this.#isPurged = isPurged;
  }

  listing(state: State): Signal<Listing> {
    return this.#listings[state];
  }

  /** Return the note's summary, if a list contains it. */
  summary(id: string): NoteSummary | undefined {
    for (const listing of Object.values(this.#listings)) {
      const note = listing.peek().notes.get(id);
      if (note) return note;
    }
    return undefined;
  }

  /** Load the list's first page, even if it is loaded already. */
  async refresh(state: State): Promise<void> {
    await this.#load(state, true);
  }

  /** Refresh all lists that were loaded, after any request in flight; reject if that fails. */
  async reload(): Promise<void> {
    await Promise.all(
      (Object.keys(this.#listings) as State[]).map(async (state) => {
        await this.#loading.get(state);
        if (this.#listings[state].peek().cursor === undefined) return;
        await this.refresh(state);
        const { error } = this.#listings[state].peek();
        if (error) throw error;
      }),
    );
  }

  /** Load the next page, if there is one and it is not in flight. */
  async loadMore(state: State): Promise<void> {
    const { cursor } = this.#listings[state].peek();
    if (cursor !== null) await this.#load(state, cursor === undefined);
  }

  /** Load further pages in the background, one at a time, until the signal says that the list is not shown any more. */
  async readAhead(state: State, signal: AbortSignal): Promise<void> {
    const listing = this.#listings[state];
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, READ_AHEAD_PAUSE_MS));
      const { cursor, error, notes } = listing.peek();
      if (signal.aborted || !cursor || error || notes.size >= MAX_READ_AHEAD) return;
      await this.loadMore(state);
    }
  }

  /** Put a note into the list that it belongs to, and remove it from the others; from all of them if it is null. */
  put(id: string, note: NoteSummary | null): void {
    const shown = note && this.#pendingEdits.apply(note);
    for (const received of this.#receivedWhileReading.values()) received.set(id, shown);
    for (const listing of Object.values(this.#listings)) {
      listing.value = shown ? withNote(listing.peek(), shown) : withoutNote(listing.peek(), id);
    }
  }

  #load(state: State, fresh: boolean): Promise<void> {
    const inFlight = this.#loading.get(state);
    if (inFlight) return inFlight;
    const loading = this.#loadPage(state, fresh).finally(() => this.#loading.delete(state));
    this.#loading.set(state, loading);
    return loading;
  }

  async #loadPage(state: State, fresh: boolean): Promise<void> {
    const listing = this.#listings[state];
    const { cursor } = listing.peek();
    const received = new Map(this.#pendingEdits.ids().map((id) => [id, this.summary(id) ?? null]));
    this.#receivedWhileReading.set(state, received);
    listing.value = { ...listing.peek(), loading: true, error: null };
    try {
      const page = await this.#api.get('/notes', {
        query: { state, limit: PAGE_SIZE, ...(!fresh && cursor ? { cursor } : {}) },
      });
      const items = page.items.map((note) => this.#pendingEdits.apply(note));
      const present = { ...page, items: items.filter((note) => note.state === state && this.#belongs(note)) };
      const loaded = fresh ? withFirstPage(listing.peek(), present) : withPage(listing.peek(), present, false);
      listing.value = [...received].reduce(withReceived, loaded);
    } catch (error) {
      listing.value = {
        ...listing.peek(),
        loading: false,
        error: error instanceof Error ? error : new Error('unknown'),
      };
    } finally {
      this.#receivedWhileReading.delete(state);
    }
  }

  /** Return whether a note on a loaded page still belongs to that list. */
  #belongs(note: NoteSummary): boolean {
    if (this.#isPurged(note.id)) return false;
    const known = this.summary(note.id);
    return !known || known.state === note.state || known.version <= note.version;
  }
}

function withReceived(listing: Listing, [id, note]: [string, NoteSummary | null]): Listing {
  return note ? withNote(listing, note) : withoutNote(listing, id);
}
