/** The loaded part of the photo library: page after page, kept in order as files come, change and go. */
import { signal, type ReadonlySignal } from '@preact/signals';

import type { Api } from '../api/client';
import type { Query } from '../api/routes';
import type { FilePage, StoredFile } from '../api/types';
import type { Catalogue } from '../files/fileCatalogue';
import { LATER_PAGES, pageQuery } from './first';
import { Renewal } from './renewal';
import { entryOf, merged, placeOf, without, type Entry } from './timeline';

export interface Shown {
  entries: readonly Entry[];
  /** True if nothing is below the last entry. */
  complete: boolean;
  loading: boolean;
  /** The reason why the next page could not be loaded. */
  error: unknown;
}

const nothing: Shown = { entries: [], complete: false, loading: false, error: undefined };
/** The milliseconds for which a pending photo is shown; an older one may never be uploaded, and appears once it is. */
const PATIENCE = 2 * 60_000;

export class PhotoList {
  readonly #api: () => Api;
  readonly #catalogue: Catalogue;
  readonly #first: number;
  readonly #now: () => number;
  readonly #shown = signal<Shown>(nothing);
  /** The page of each photo, and how to request that page again. */
  readonly #renewal: Renewal;
  #cursor: string | undefined;
  /** Ids of files that changed while pages were being loaded, which may be older. */
  readonly #meanwhile = new Set<Set<string>>();
  #underWay: Promise<void> = Promise.resolve();

  /** Create a library; `first` is the number of photos on the first page. */
  constructor(api: () => Api, catalogue: Catalogue, first: number, now: () => number = Date.now) {
    this.#api = api;
    this.#catalogue = catalogue;
    this.#first = first;
    this.#now = now;
    this.#renewal = new Renewal(api, catalogue, (id) => this.indexOf(id), now);
    catalogue.subscribe((id, file) => this.#hear(id, file));
  }

  get shown(): ReadonlySignal<Shown> {
    return this.#shown;
  }

  /** Load the next page, unless it is loading already or there is none; or only after a failure. */
  async more(onlyAfterFailure = false): Promise<void> {
    const { loading, complete, error } = this.#shown.value;
    if (loading || complete || (onlyAfterFailure && error === undefined)) return;
    this.#underWay = this.#loadMore();
    await this.#underWay;
  }

  /** Reload the newest photos, because something may have changed elsewhere. */
  async refresh(): Promise<void> {
    if (this.#renewal.pages === 0) return this.more();
    return this.#look(pageQuery(LATER_PAGES));
  }

  /** Reload the photos that are there, after a page that is loading; without URLs, because most are known. */
  async reload(): Promise<void> {
    await this.#underWay;
    const { entries } = this.#shown.value;
    if (this.#renewal.pages === 0) return;
    await this.#look({ kind: 'media', limit: Math.min(LATER_PAGES, Math.max(this.#first, entries.length)) });
  }

  /** Renew stale URLs of these photos in the catalogue. */
  renew(ids: readonly string[]): Promise<void> {
    return this.#renewal.renew(ids);
  }

  /** Return the index of a photo, or -1. */
  indexOf(id: string): number {
    const file = this.#catalogue.get(id);
    const { entries } = this.#shown.value;
    const at = file ? placeOf(entries, entryOf(file)) : -1;
    return entries[at]?.file.id === id ? at : entries.findIndex((entry) => entry.file.id === id);
  }

  async #loadMore(): Promise<void> {
    this.#show({ loading: true, error: undefined });
    const heard = this.#listen();
    try {
      const limit = this.#renewal.pages ? LATER_PAGES : this.#first;
      const asked = { cursor: this.#cursor, limit, askedAt: this.#now() };
      const page = await this.#page(asked.cursor, limit);
      this.#renewal.note(asked, page.items);
      this.#cursor = page.cursor ?? undefined;
      this.#take(page.items, { loading: false, complete: page.cursor === null });
      // They were too far down before, and the page may be older than they are.
      for (const id of heard) this.#hear(id, this.#catalogue.get(id) ?? null);
    } catch (error) {
      this.#show({ loading: false, error });
    } finally {
      this.#meanwhile.delete(heard);
    }
  }

  async #look(query: Query<'/files'>): Promise<void> {
    const heard = this.#listen();
    try {
      const page = await this.#api().get('/files', { query });
      const last = page.items.at(-1);
      const { entries } = this.#shown.value;
      const covered = page.cursor === null || !last ? entries.length : placeOf(entries, entryOf(last));
      const present = new Set([...page.items.map((file) => file.id), ...heard]);
      const gone = entries.slice(0, covered).filter(({ file }) => file.status !== 'pending' && !present.has(file.id));
      this.#show({ entries: without(entries, new Set(gone.map(({ file }) => file.id))) });
      this.#take(page.items, {});
    } finally {
      this.#meanwhile.delete(heard);
    }
  }

  #listen(): Set<string> {
    const heard = new Set<string>();
    this.#meanwhile.add(heard);
    return heard;
  }

  #page(cursor: string | undefined, limit: number): Promise<FilePage> {
    return this.#api().get('/files', { query: pageQuery(limit, cursor) });
  }

  #take(files: readonly StoredFile[], changes: Partial<Shown>): void {
    const before = this.#shown.value;
    this.#silent = true;
    for (const file of files) this.#catalogue.keep(file);
    this.#silent = false;
    const known = files.flatMap(({ id }) => this.#catalogue.get(id) ?? []).filter((file) => this.#belongs(file));
    // A list may be the first to show that a file was rejected.
    const kept = without(before.entries, new Set(files.map(({ id }) => id)));
    this.#shown.value = { ...before, entries: merged(kept, known.map(entryOf)), ...changes };
  }

  /** True while a whole page is stored, which is inserted at once, and not photo by photo. */
  #silent = false;

  #hear(id: string, file: StoredFile | null): void {
    for (const heard of this.#meanwhile) if (!this.#silent) heard.add(id);
    if (this.#silent || file?.kind === 'other') return;
    const { entries, complete } = this.#shown.value;
    if (!file || !this.#belongs(file)) {
      this.#show({ entries: without(entries, new Set([id])) });
      return;
    }
    const entry = entryOf(file);
    // A photo below the loaded part will come with its page.
    const within = complete || placeOf(entries, entry) < entries.length;
    this.#show({ entries: within ? merged(entries, [entry]) : without(entries, new Set([id])) });
  }

  #belongs(file: StoredFile): boolean {
    if (file.kind !== 'image' || file.state !== 'active' || file.status === 'rejected') return false;
    return file.status === 'ready' || this.#now() - Date.parse(file.created_at) < PATIENCE;
  }

  #show(changes: Partial<Shown>): void {
    this.#shown.value = { ...this.#shown.value, ...changes };
  }
}
