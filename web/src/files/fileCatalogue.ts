/** The files that the page knows, each in its latest known version, with URLs that still work. */
import { batch } from '@preact/signals';

import type { Change, FileWithUrls, StoredFile, Urls } from '../api/types';
import type { Api } from '../api/client';
import { isFresh, ORIGINAL_FRESH_MS, PREVIEW_FRESH_MS } from './freshness';

/** A listener to every file that is new or has changed; `file` is null after a permanent deletion. */
export type Listener = (id: string, file: StoredFile | null) => void;

interface CachedUrls {
  urls: Urls;
  fetchedAt: number;
}

/** The number of files whose URLs are kept. URLs are long; those of photos far away are dropped and requested again. */
const MAX_CACHED_URLS = 1200;

export class Catalogue {
  readonly #api: () => Api;
  readonly #now: () => number;
  readonly #files = new Map<string, StoredFile>();
  /** The URLs by file id, oldest first. */
  readonly #cachedUrls = new Map<string, CachedUrls>();
  readonly #requests = new Map<string, Promise<FileWithUrls>>();
  /** Ids of permanently deleted files, which an earlier request's answer must not bring back. */
  readonly #deleted = new Set<string>();
  readonly #listeners = new Set<Listener>();

  constructor(api: () => Api, now: () => number = Date.now) {
    this.#api = api;
    this.#now = now;
  }

  /** Store a file, and notify listeners. A version that is not newer changes nothing but the URLs. */
  put(file: StoredFile | FileWithUrls): void {
    if (this.#deleted.has(file.id)) return;
    const { urls, ...described }: StoredFile & { urls?: Urls | null } = file;
    if (urls) this.#cacheUrls(file.id, urls);
    const known = this.#files.get(file.id);
    if (known && known.version >= file.version) return;
    this.#files.set(file.id, described);
    this.#notify(file.id, described);
  }

  /** Apply changes from the feed. Changes made here come back too, and are known already. */
  apply(changes: readonly Change[]): void {
    batch(() => {
      for (const change of changes) {
        if (change.type === 'file') this.put(change.file);
        if (change.type === 'gone' && change.entity === 'file') this.remove(change.id);
      }
    });
  }

  /** Restore a file after a change to it failed, whatever its version. */
  revert(file: StoredFile): void {
    this.#files.delete(file.id);
    this.put(file);
  }

  get(id: string): StoredFile | undefined {
    return this.#files.get(id);
  }

  /** Return every known file, in no particular order. */
  all(): Iterable<StoredFile> {
    return this.#files.values();
  }

  /** Return a file's URLs, if they were fetched recently enough for its previews. */
  urls(id: string): Urls | undefined {
    return this.#freshUrls(id, PREVIEW_FRESH_MS);
  }

  /** Return a URL of the original that still works, if need be a new one; undefined if the file has none. */
  async originalUrl(id: string): Promise<string | undefined> {
    const urls = this.#freshUrls(id, ORIGINAL_FRESH_MS) ?? (await this.read(id)).urls;
    return urls?.original;
  }

  /** Drop a file's URLs, because they do not work any more, whatever the clock says. */
  invalidateUrls(id: string): void {
    this.#cachedUrls.delete(id);
  }

  /** Fetch the file with fresh URLs; concurrent callers share one request. */
  read(id: string): Promise<FileWithUrls> {
    const pending = this.#requests.get(id);
    if (pending) return pending;
    const request = this.#api()
      .get('/files/{file_id}', { path: { file_id: id } })
      .then((file) => {
        this.put(file);
        return file;
      })
      .finally(() => this.#requests.delete(id));
    this.#requests.set(id, request);
    return request;
  }

  /** Fetch the file as it is now: a request that is under way may be answered as it was before. */
  async readAgain(id: string): Promise<FileWithUrls> {
    await this.#requests.get(id)?.catch(() => undefined);
    return this.read(id);
  }

  /** Remove a file that was permanently deleted. */
  remove(id: string): void {
    this.#deleted.add(id);
    this.#files.delete(id);
    this.#cachedUrls.delete(id);
    this.#notify(id, null);
  }

  /** Add a listener, and return a function that removes it. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #freshUrls(id: string, period: number): Urls | undefined {
    const known = this.#cachedUrls.get(id);
    return known && isFresh(known.fetchedAt, this.#now(), period) ? known.urls : undefined;
  }

  #cacheUrls(id: string, urls: Urls): void {
    this.#cachedUrls.delete(id);
    this.#cachedUrls.set(id, { urls, fetchedAt: this.#now() });
    if (this.#cachedUrls.size <= MAX_CACHED_URLS) return;
    const [oldest] = this.#cachedUrls.keys();
    if (oldest !== undefined) this.#cachedUrls.delete(oldest);
  }

  #notify(id: string, file: StoredFile | null): void {
    for (const listener of this.#listeners) listener(id, file);
  }
}
