/** The lists of notes, as far as they are loaded. */

import { signal, type Signal } from '@preact/signals';
import type { Api } from '../../api/client';
import type { NoteSummary, State } from '../../api/types';
import { unread, withNews, withNote, withoutNote, withPage, type Listing } from './listing';
import { Meant } from './pendingEdits';

const PAGE = 100;
/** Number of notes loaded without being scrolled to, so that pins and the search reach them. */
const READ_AHEAD = 1000;
/** Pause between two pages read ahead, in milliseconds. */
const BREATH = 300;

export abstract class LoadedLists {
  protected readonly api: Api;
  protected readonly meant = new Meant();
  readonly #listings: Record<State, Signal<Listing>> = {
    active: signal(unread('active')),
    archived: signal(unread('archived')),
    trashed: signal(unread('trashed')),
  };
  /** Notes updated while a page of a list, which may be older, was in flight; null for those removed from the lists. */
  readonly #meanwhile = new Map<State, Map<string, NoteSummary | null>>();
  readonly #loading = new Map<State, Promise<void>>();

  constructor(api: Api) {
    this.api = api;
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
        const { trouble } = this.#listings[state].peek();
        if (trouble) throw trouble;
      }),
    );
  }

  /** Load the next page, if there is one and it is not in flight. */
  async more(state: State): Promise<void> {
    const { cursor } = this.#listings[state].peek();
    if (cursor !== null) await this.#load(state, cursor === undefined);
  }

  /** Load further pages in the background, one at a time, until the signal says that the list is not shown any more. */
  async readAhead(state: State, signal: AbortSignal): Promise<void> {
    const listing = this.#listings[state];
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, BREATH));
      const { cursor, trouble, notes } = listing.peek();
      if (signal.aborted || !cursor || trouble || notes.size >= READ_AHEAD) return;
      await this.more(state);
    }
  }

  /** Return whether a note is being, or was, permanently deleted; a page read before that still contains it. */
  protected abstract isLeaving(id: string): boolean;

  /** Put a note into the list that it belongs to, and remove it from the others; from all of them if it is null. */
  protected place(id: string, note: NoteSummary | null): void {
    const shown = note && this.meant.over(note);
    for (const heard of this.#meanwhile.values()) heard.set(id, shown);
    for (const listing of Object.values(this.#listings)) {
      listing.value = shown ? withNote(listing.peek(), shown) : withoutNote(listing.peek(), id);
    }
  }

  #load(state: State, fresh: boolean): Promise<void> {
    const underWay = this.#loading.get(state);
    if (underWay) return underWay;
    const loading = this.#loadPage(state, fresh).finally(() => this.#loading.delete(state));
    this.#loading.set(state, loading);
    return loading;
  }

  async #loadPage(state: State, fresh: boolean): Promise<void> {
    const listing = this.#listings[state];
    const { cursor } = listing.peek();
    const meanwhile = new Map(this.meant.ids().map((id) => [id, this.summary(id) ?? null]));
    this.#meanwhile.set(state, meanwhile);
    listing.value = { ...listing.peek(), loading: true, trouble: null };
    try {
      const page = await this.api.get('/notes', {
        query: { state, limit: PAGE, ...(!fresh && cursor ? { cursor } : {}) },
      });
      const items = page.items.map((note) => this.meant.over(note));
      const present = { ...page, items: items.filter((note) => note.state === state && this.#belongs(note)) };
      const loaded = fresh ? withNews(listing.peek(), present) : withPage(listing.peek(), present, false);
      listing.value = [...meanwhile].reduce(withHeard, loaded);
    } catch (error) {
      listing.value = {
        ...listing.peek(),
        loading: false,
        trouble: error instanceof Error ? error : new Error('unknown'),
      };
    } finally {
      this.#meanwhile.delete(state);
    }
  }

  /** Return whether a note on a loaded page still belongs to that list. */
  #belongs(note: NoteSummary): boolean {
    if (this.isLeaving(note.id)) return false;
    const known = this.summary(note.id);
    return !known || known.state === note.state || known.version <= note.version;
  }
}

function withHeard(listing: Listing, [id, note]: [string, NoteSummary | null]): Listing {
  return note ? withNote(listing, note) : withoutNote(listing, id);
}
