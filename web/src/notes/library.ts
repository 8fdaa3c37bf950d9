/** The lists of notes, and what is done to notes from them; the lists change at once and the service follows. */

import { signal, type Signal } from '@preact/signals';
import { ApiError, type Api } from '../api/client';
import type { Note, NoteSummary, State } from '../api/types';
import { summaryOf, unread, withNews, withNote, withoutNote, withPage, type Listing } from './listing';

export type NotesApi = Pick<Api, 'notes' | 'note' | 'changeNote' | 'trashNote' | 'restoreNote' | 'purgeNote'>;
export type Quality = { pinned: boolean } | { state: 'active' | 'archived' };

const PAGE = 100;
/** How many notes are read without being scrolled to, so that pins and the search reach them. */
const READ_AHEAD = 1000;
/** Between two pages that nobody asked for. */
const BREATH = 300;
const PREFETCHED = 20;
const FRESH_FOR = 30_000;

export class Library {
  readonly #api: NotesApi;
  readonly #listings: Record<State, Signal<Listing>>;
  /** What is done to one note is done in order. */
  readonly #queues = new Map<string, Promise<unknown>>();
  /** On their way out for good: a list read meanwhile still has them. */
  readonly #leaving = new Set<string>();
  readonly #prefetched = new Map<string, { at: number; note: Promise<Note> }>();

  constructor(api: NotesApi) {
    this.#api = api;
    this.#listings = {
      active: signal(unread('active')),
      archived: signal(unread('archived')),
      trashed: signal(unread('trashed')),
    };
  }

  listing(state: State): Signal<Listing> {
    return this.#listings[state];
  }

  /** The note as lists know it. */
  summary(id: string): NoteSummary | undefined {
    for (const listing of Object.values(this.#listings)) {
      const note = listing.peek().notes.get(id);
      if (note) return note;
    }
    return undefined;
  }

  /** Look at the list's first page, whatever is known already. */
  async refresh(state: State): Promise<void> {
    await this.#load(state, true);
  }

  /** The next page, if there is one and it is not on its way. */
  async more(state: State): Promise<void> {
    const { cursor } = this.#listings[state].peek();
    if (cursor !== null) await this.#load(state, cursor === undefined);
  }

  /** Read on quietly, a page at a time, until the signal says that nobody looks any more. */
  async readAhead(state: State, signal: AbortSignal): Promise<void> {
    const listing = this.#listings[state];
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, BREATH));
      const { cursor, trouble, notes } = listing.peek();
      if (signal.aborted || !cursor || trouble || notes.size >= READ_AHEAD) return;
      await this.more(state);
    }
  }

  /** The service told what the note is now. */
  absorb(note: Note | NoteSummary): void {
    const summary = 'text' in note ? summaryOf(note) : note;
    for (const listing of Object.values(this.#listings)) listing.value = withNote(listing.peek(), summary);
  }

  /** The note is gone for good. */
  drop(id: string): void {
    for (const listing of Object.values(this.#listings)) listing.value = withoutNote(listing.peek(), id);
  }

  /** Start reading a note that is likely to be opened next. */
  prefetch(id: string): void {
    const known = this.#prefetched.get(id);
    if (known && Date.now() - known.at < FRESH_FOR) return;
    const note = this.#api.note(id);
    note.catch(() => this.#prefetched.delete(id));
    this.#prefetched.set(id, { at: Date.now(), note });
    const [oldest] = this.#prefetched.keys();
    if (this.#prefetched.size > PREFETCHED && oldest) this.#prefetched.delete(oldest);
  }

  /** The whole note; the prefetched one where nothing is known that is newer. */
  async read(id: string): Promise<Note> {
    const prefetched = this.#prefetched.get(id);
    this.#prefetched.delete(id);
    if (prefetched && Date.now() - prefetched.at < FRESH_FOR) {
      const note = await prefetched.note;
      if (note.version >= (this.summary(id)?.version ?? 0)) return note;
    }
    const note = await this.#api.note(id);
    this.absorb(note);
    return note;
  }

  /** Pin or unpin a note, archive it or bring it back. */
  async change(note: NoteSummary, quality: Quality): Promise<void> {
    await this.#act(note, { ...note, ...quality }, async () => {
      const version = this.summary(note.id)?.version ?? note.version;
      try {
        return await this.#api.changeNote(note.id, quality, version);
      } catch (error) {
        if (!(error instanceof ApiError && error.status === 412)) throw error;
        // What is asked for does not depend on what else changed.
        return this.#api.changeNote(note.id, quality, (await this.#api.note(note.id)).version);
      }
    });
  }

  async trash(note: NoteSummary): Promise<void> {
    await this.#act(note, { ...note, state: 'trashed', version: note.version + 1 }, async () => {
      await this.#api.trashNote(note.id);
      return undefined;
    });
  }

  async restore(note: NoteSummary): Promise<void> {
    await this.#act(note, { ...note, state: 'active' }, () => this.#api.restoreNote(note.id));
  }

  /** Take a note out of the lists; `purge` it then, or `keep` it after all. */
  hide(note: NoteSummary): void {
    this.#leaving.add(note.id);
    this.drop(note.id);
  }

  keep(note: NoteSummary): void {
    this.#leaving.delete(note.id);
    this.absorb(note);
  }

  /** Delete for good what lies in the trash. */
  async purge(note: NoteSummary): Promise<void> {
    try {
      await this.#queued(note.id, () => this.#api.purgeNote(note.id));
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return;
      this.keep(note);
      throw error;
    }
  }

  async #load(state: State, fresh: boolean): Promise<void> {
    const listing = this.#listings[state];
    if (listing.peek().loading) return;
    const { cursor } = listing.peek();
    listing.value = { ...listing.peek(), loading: true, trouble: null };
    try {
      const page = await this.#api.notes({ state, limit: PAGE, ...(!fresh && cursor ? { cursor } : {}) });
      const present = { ...page, items: page.items.filter((note) => !this.#leaving.has(note.id)) };
      listing.value = fresh ? withNews(listing.peek(), present) : withPage(listing.peek(), present, false);
    } catch (error) {
      listing.value = {
        ...listing.peek(),
        loading: false,
        trouble: error instanceof Error ? error : new Error('unknown'),
      };
    }
  }

  /** Show `after` at once, and what the service says when it has spoken; `before` again where it refused. */
  async #act(before: NoteSummary, after: NoteSummary, request: () => Promise<Note | undefined>): Promise<void> {
    this.absorb(after);
    try {
      await this.#queued(before.id, async () => {
        const note = await request();
        // Before the next thing is done to this note, which needs its version.
        if (note) this.absorb(note);
      });
    } catch (error) {
      this.drop(before.id);
      if (!(error instanceof ApiError && error.status === 404)) this.absorb(before);
      throw error;
    }
  }

  async #queued<Answer>(id: string, request: () => Promise<Answer>): Promise<Answer> {
    const earlier = this.#queues.get(id) ?? Promise.resolve();
    const answer = earlier.then(request, request);
    this.#queues.set(id, answer);
    try {
      return await answer;
    } finally {
      if (this.#queues.get(id) === answer) this.#queues.delete(id);
    }
  }
}
