/** The loaded part of the photo library: page after page, kept in order as files come, change and go. */
import { signal, type ReadonlySignal } from '@preact/signals';

import type { Api } from '../api/client';
import type { Query } from '../api/routes';
import type { FilePage, StoredFile } from '../api/types';
import type { Catalogue } from '../files/fileCatalogue';
import { PAGE_SIZE, pageQuery } from './firstPage';
import { Renewal } from './renewal';
import { entryOf, merged, insertionIndex, without, type Entry } from './timeline';

export interface PhotoListState {
  entries: readonly Entry[];
  /** True if nothing is below the last entry. */
  complete: boolean;
  loading: boolean;
  /** The reason why the next page could not be loaded. */
  error: unknown;
}

const initialState: PhotoListState = { entries: [], complete: false, loading: false, error: undefined };
/** The milliseconds for which a pending photo is shown; an older one may never be uploaded, and appears once it is. */
const PENDING_SHOWN_MS = 2 * 60_000;

export class PhotoList {
  readonly #api: () => Api;
  readonly #catalogue: Catalogue;
  readonly #firstPageSize: number;
  readonly #now: () => number;
  readonly #state = signal<PhotoListState>(initialState);
  /** The page of each photo, and how to request that page again. */
  readonly #renewal: Renewal;
  #cursor: string | undefined;
  /** Ids of files that changed while pages were being loaded, which may be older. */
  readonly #changesWhileLoading = new Set<Set<string>>();
  #pageLoad: Promise<void> = Promise.resolve();

  /** Create a library; `firstPageSize` is the number of photos on the first page. */
  constructor(api: () => Api, catalogue: Catalogue, firstPageSize: number, now: () => number = Date.now) {
    this.#api = api;
    this.#catalogue = catalogue;
    this.#firstPageSize = firstPageSize;
    this.#now = now;
    this.#renewal = new Renewal(api, catalogue, (id) => this.indexOf(id), now);
    catalogue.subscribe((id, file) => this.#onFileChange(id, file));
  }

  get state(): ReadonlySignal<PhotoListState> {
    return this.#state;
  }

  /** Load the next page, unless it is loading already or there is none; or only after a failure. */
  async more(onlyAfterFailure = false): Promise<void> {
    const { loading, complete, error } = this.#state.value;
    if (loading || complete || (onlyAfterFailure && error === undefined)) return;
    this.#pageLoad = this.#loadMore();
    await this.#pageLoad;
  }

  /** Reload the newest photos, because something may have changed elsewhere. */
  async refresh(): Promise<void> {
    if (this.#renewal.pages === 0) return this.more();
    return this.#reloadTop(pageQuery(PAGE_SIZE));
  }

  /** Reload the photos that are there, after a page that is loading; without URLs, because most are known. */
  async reload(): Promise<void> {
    await this.#pageLoad;
    const { entries } = this.#state.value;
    if (this.#renewal.pages === 0) return;
    await this.#reloadTop({ kind: 'media', limit: Math.min(PAGE_SIZE, Math.max(this.#firstPageSize, entries.length)) });
  }

  /** Renew stale URLs of these photos in the catalogue. */
  renew(ids: readonly string[]): Promise<void> {
    return this.#renewal.renew(ids);
  }

  /** Return the index of a photo, or -1. */
  indexOf(id: string): number {
    const file = this.#catalogue.get(id);
    const { entries } = this.#state.value;
    const at = file ? insertionIndex(entries, entryOf(file)) : -1;
    return entries[at]?.file.id === id ? at : entries.findIndex((entry) => entry.file.id === id);
  }

  async #loadMore(): Promise<void> {
    this.#update({ loading: true, error: undefined });
    const changed = this.#recordChanges();
    try {
      const limit = this.#renewal.pages ? PAGE_SIZE : this.#firstPageSize;
      const request = { cursor: this.#cursor, limit, requestedAt: this.#now() };
      const page = await this.#page(request.cursor, limit);
      this.#renewal.addPage(request, page.items);
      this.#cursor = page.cursor ?? undefined;
      this.#storePage(page.items, { loading: false, complete: page.cursor === null });
      // They were too far down before, and the page may be older than they are.
      for (const id of changed) this.#onFileChange(id, this.#catalogue.get(id) ?? null);
    } catch (error) {
      this.#update({ loading: false, error });
    } finally {
      this.#changesWhileLoading.delete(changed);
    }
  }

  async #reloadTop(query: Query<'/files'>): Promise<void> {
    const changed = this.#recordChanges();
    try {
      const page = await this.#api().get('/files', { query });
      const last = page.items.at(-1);
      const { entries } = this.#state.value;
      const covered = page.cursor === null || !last ? entries.length : insertionIndex(entries, entryOf(last));
      const present = new Set([...page.items.map((file) => file.id), ...changed]);
      const gone = entries.slice(0, covered).filter(({ file }) => file.status !== 'pending' && !present.has(file.id));
      this.#update({ entries: without(entries, new Set(gone.map(({ file }) => file.id))) });
      this.#storePage(page.items, {});
    } finally {
      this.#changesWhileLoading.delete(changed);
    }
  }

  #recordChanges(): Set<string> {
    const changed = new Set<string>();
    this.#changesWhileLoading.add(changed);
    return changed;
  }

  #page(cursor: string | undefined, limit: number): Promise<FilePage> {
    return this.#api().get('/files', { query: pageQuery(limit, cursor) });
  }

  #storePage(files: readonly StoredFile[], changes: Partial<PhotoListState>): void {
    const before = this.#state.value;
    this.#isStoringPage = true;
    for (const file of files) this.#catalogue.put(file);
    this.#isStoringPage = false;
    const known = files.flatMap(({ id }) => this.#catalogue.get(id) ?? []).filter((file) => this.#isInLibrary(file));
    // A list may be the first to show that a file was rejected.
    const kept = without(before.entries, new Set(files.map(({ id }) => id)));
    this.#state.value = { ...before, entries: merged(kept, known.map(entryOf)), ...changes };
  }

  /** True while a whole page is stored, which is inserted at once, and not photo by photo. */
  #isStoringPage = false;

  #onFileChange(id: string, file: StoredFile | null): void {
    for (const changed of this.#changesWhileLoading) if (!this.#isStoringPage) changed.add(id);
    if (this.#isStoringPage || file?.kind === 'other') return;
    const { entries, complete } = this.#state.value;
    if (!file || !this.#isInLibrary(file)) {
      this.#update({ entries: without(entries, new Set([id])) });
      return;
    }
    const entry = entryOf(file);
    // A photo below the loaded part will come with its page.
    const within = complete || insertionIndex(entries, entry) < entries.length;
    this.#update({ entries: within ? merged(entries, [entry]) : without(entries, new Set([id])) });
  }

  #isInLibrary(file: StoredFile): boolean {
    if (file.kind !== 'image' || file.state !== 'active' || file.status === 'rejected') return false;
    return file.status === 'ready' || this.#now() - Date.parse(file.created_at) < PENDING_SHOWN_MS;
  }

  #update(changes: Partial<PhotoListState>): void {
    this.#state.value = { ...this.#state.value, ...changes };
  }
}
