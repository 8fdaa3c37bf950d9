/** The photo library as far as it has been loaded: page after page, kept in order as files come, change and go. */
import { signal, type ReadonlySignal } from '@preact/signals';

import type { Api } from '../api/client';
import type { FileWithUrls, Page, StoredFile } from '../api/types';
import type { Catalogue } from '../files/catalogue';
import { pageQuery } from './first';
import { entryOf, merged, placeOf, without, type Entry } from './timeline';

export interface Shown {
  entries: readonly Entry[];
  /** Nothing is below the last entry. */
  complete: boolean;
  loading: boolean;
  /** Why the next page could not be had. */
  error: unknown;
}

type FilesApi = Pick<Api, 'files' | 'file'>;

const nothing: Shown = { entries: [], complete: false, loading: false, error: undefined };
const LATER_PAGES = 100;
/** What was announced longer ago, and not by this page, may never be uploaded; it appears once it is. */
const PATIENCE = 2 * 60_000;
/** A page is not asked for again for URLs more often than this. */
const REST = 5000;

export class Library {
  readonly #api: () => FilesApi;
  readonly #catalogue: Catalogue;
  readonly #first: number;
  readonly #now: () => number;
  readonly #shown = signal<Shown>(nothing);
  /** Which photo is on which page, and how that page is asked for again. */
  readonly #pages: { cursor: string | undefined; limit: number; askedAt: number }[] = [];
  readonly #pageOf = new Map<string, number>();
  #cursor: string | undefined;

  /** `first` is how many photos the first page has. */
  constructor(api: () => FilesApi, catalogue: Catalogue, first: number, now: () => number = Date.now) {
    this.#api = api;
    this.#catalogue = catalogue;
    this.#first = first;
    this.#now = now;
    catalogue.subscribe((id, file) => this.#hear(id, file));
  }

  get shown(): ReadonlySignal<Shown> {
    return this.#shown;
  }

  /** The next page, unless it is on its way already or there is none; or only after a failure. */
  async more(onlyAfterFailure = false): Promise<void> {
    const { loading, complete, error } = this.#shown.value;
    if (loading || complete || (onlyAfterFailure && error === undefined)) return;
    this.#show({ loading: true, error: undefined });
    try {
      const limit = this.#pages.length ? LATER_PAGES : this.#first;
      const asked = { cursor: this.#cursor, limit, askedAt: this.#now() };
      const page = await this.#page(asked.cursor, limit);
      this.#pages.push(asked);
      for (const file of page.items) this.#pageOf.set(file.id, this.#pages.length - 1);
      this.#cursor = page.cursor ?? undefined;
      this.#take(page.items, { loading: false, complete: page.cursor === null });
    } catch (error) {
      this.#show({ loading: false, error });
    }
  }

  /** Look at the newest photos again: something may have changed elsewhere. */
  async refresh(): Promise<void> {
    if (this.#pages.length === 0) return this.more();
    const page = await this.#page(undefined, LATER_PAGES);
    const last = page.items.at(-1);
    const { entries } = this.#shown.value;
    const covered = page.cursor === null || !last ? entries.length : placeOf(entries, entryOf(last));
    const present = new Set(page.items.map((file) => file.id));
    const gone = entries.slice(0, covered).filter(({ file }) => file.status !== 'pending' && !present.has(file.id));
    this.#show({ entries: without(entries, new Set(gone.map(({ file }) => file.id))) });
    this.#take(page.items, {});
    return undefined;
  }

  /** See to it that the catalogue has fresh URLs of these photos: a page at a time, or one by one where that is less. */
  async renew(ids: readonly string[]): Promise<void> {
    const stale = ids.filter((id) => !this.#catalogue.urls(id));
    const pages = new Map<number, string[]>();
    const single: string[] = [];
    for (const id of stale) {
      const page = this.#pageOf.get(id);
      if (page === undefined) single.push(id);
      else pages.set(page, [...(pages.get(page) ?? []), id]);
    }
    for (const wanted of pages.values()) if (wanted.length <= 2) single.push(...wanted.splice(0));
    await Promise.all([
      ...single.map((id) => this.#catalogue.read(id)),
      ...[...pages].filter(([, wanted]) => wanted.length).map(([page, wanted]) => this.#renewPage(page, wanted)),
    ]);
  }

  /** Where a photo stands, or -1. */
  indexOf(id: string): number {
    const file = this.#catalogue.get(id);
    const { entries } = this.#shown.value;
    const at = file ? placeOf(entries, entryOf(file)) : -1;
    return entries[at]?.file.id === id ? at : entries.findIndex((entry) => entry.file.id === id);
  }

  #page(cursor: string | undefined, limit: number): Promise<Page<FileWithUrls>> {
    return this.#api().files(pageQuery(limit, cursor));
  }

  async #renewPage(index: number, wanted: string[]): Promise<void> {
    const page = this.#pages[index];
    if (!page || this.#now() - page.askedAt < REST) return;
    page.askedAt = this.#now();
    const { items } = await this.#page(page.cursor, page.limit);
    for (const file of items) this.#catalogue.keep(file);
    // Newer photos have pushed these to the next page.
    await Promise.all(wanted.filter((id) => !this.#catalogue.urls(id)).map((id) => this.#catalogue.read(id)));
  }

  #take(files: readonly FileWithUrls[], changes: Partial<Shown>): void {
    const before = this.#shown.value;
    this.#silent = true;
    for (const file of files) this.#catalogue.keep(file);
    this.#silent = false;
    const known = files.map((file) => this.#catalogue.get(file.id) ?? file).filter((file) => this.#belongs(file));
    this.#shown.value = { ...before, entries: merged(before.entries, known.map(entryOf)), ...changes };
  }

  /** While a whole page comes in, it is put into its place at once, and not photo by photo. */
  #silent = false;

  #hear(id: string, file: StoredFile | null): void {
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
