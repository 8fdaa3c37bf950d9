/** The photo library as far as it has been loaded: page after page, kept in order as files come, change and go. */
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
  /** Nothing is below the last entry. */
  complete: boolean;
  loading: boolean;
  /** Why the next page could not be had. */
  error: unknown;
}

const nothing: Shown = { entries: [], complete: false, loading: false, error: undefined };
/** What was announced longer ago, and not by this page, may never be uploaded; it appears once it is. */
const PATIENCE = 2 * 60_000;

export class Library {
  readonly #api: () => Api;
  readonly #catalogue: Catalogue;
  readonly #first: number;
  readonly #now: () => number;
  readonly #shown = signal<Shown>(nothing);
  /** Which photo is on which page, and how that page is asked for again. */
  readonly #renewal: Renewal;
  #cursor: string | undefined;
  /** What was heard while pages were on their way, which may be older. */
  readonly #meanwhile = new Set<Set<string>>();
  #underWay: Promise<void> = Promise.resolve();

  /** `first` is how many photos the first page has. */
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

  /** The next page, unless it is on its way already or there is none; or only after a failure. */
  async more(onlyAfterFailure = false): Promise<void> {
    const { loading, complete, error } = this.#shown.value;
    if (loading || complete || (onlyAfterFailure && error === undefined)) return;
    this.#underWay = this.#loadMore();
    await this.#underWay;
  }

  /** Look at the newest photos again: something may have changed elsewhere. */
  async refresh(): Promise<void> {
    if (this.#renewal.pages === 0) return this.more();
    return this.#look(pageQuery(LATER_PAGES));
  }

  /** The same for what is there already, after whatever is on its way; without URLs, for most are known. */
  async reload(): Promise<void> {
    await this.#underWay;
    const { entries } = this.#shown.value;
    if (this.#renewal.pages === 0) return;
    await this.#look({ kind: 'media', limit: Math.min(LATER_PAGES, Math.max(this.#first, entries.length)) });
  }

  /** See to it that the catalogue has fresh URLs of these photos. */
  renew(ids: readonly string[]): Promise<void> {
    return this.#renewal.renew(ids);
  }

  /** Where a photo stands, or -1. */
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
      // They were too far down before, and their page may be older than they are.
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
    // A list may be the first to tell that one was rejected.
    const kept = without(before.entries, new Set(files.map(({ id }) => id)));
    this.#shown.value = { ...before, entries: merged(kept, known.map(entryOf)), ...changes };
  }

  /** While a whole page comes in, it is put into its place at once, and not photo by photo. */
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
    // What is further down than we have loaded will come with its page.
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
