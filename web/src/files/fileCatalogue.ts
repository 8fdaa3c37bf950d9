/** The files that the page knows, each in its latest known version, with URLs that still work. */
import { batch } from '@preact/signals';

import type { Change, FileWithUrls, StoredFile, Urls } from '../api/types';
import type { Api } from '../api/client';
import { isFresh } from './freshness';

/** A listener to every file that is new or has changed; `file` is null after a permanent deletion. */
export type Listener = (id: string, file: StoredFile | null) => void;

interface Addresses {
  urls: Urls;
  fetchedAt: number;
}

/** The number of files whose URLs are kept. URLs are long; those of photos far away are dropped and requested again. */
const MOST_ADDRESSES = 1200;

export class Catalogue {
  readonly #api: () => Api;
  readonly #now: () => number;
  readonly #files = new Map<string, StoredFile>();
  /** The URLs by file id, oldest first. */
  readonly #addresses = new Map<string, Addresses>();
  readonly #asked = new Map<string, Promise<FileWithUrls>>();
  /** Ids of permanently deleted files, which an earlier request's answer must not bring back. */
  readonly #gone = new Set<string>();
  readonly #listeners = new Set<Listener>();

  constructor(api: () => Api, now: () => number = Date.now) {
    this.#api = api;
    this.#now = now;
  }

  /** Store a file, and notify listeners. A version that is not newer changes nothing but the URLs. */
  keep(file: StoredFile | FileWithUrls): void {
    if (this.#gone.has(file.id)) return;
    const { urls, ...described }: StoredFile & { urls?: Urls | null } = file;
    if (urls) this.#address(file.id, urls);
    const known = this.#files.get(file.id);
    if (known && known.version >= file.version) return;
    this.#files.set(file.id, described);
    this.#tell(file.id, described);
  }

  /** Apply changes from the feed. Changes made here come back too, and are known already. */
  apply(changes: readonly Change[]): void {
    batch(() => {
      for (const change of changes) {
        if (change.type === 'file') this.keep(change.file);
        if (change.type === 'gone' && change.entity === 'file') this.forget(change.id);
      }
    });
  }

  /** Restore a file after a change to it failed, whatever its version. */
  revert(file: StoredFile): void {
    this.#files.delete(file.id);
    this.keep(file);
  }

  get(id: string): StoredFile | undefined {
    return this.#files.get(id);
  }

  /** Return every known file, in no particular order. */
  all(): Iterable<StoredFile> {
    return this.#files.values();
  }

  /** Return a file's URLs, if they were fetched recently enough. */
  urls(id: string): Urls | undefined {
    const known = this.#addresses.get(id);
    return known && isFresh(known.fetchedAt, this.#now()) ? known.urls : undefined;
  }

  /** Drop a file's URLs, because they do not work any more, whatever the clock says. */
  doubt(id: string): void {
    this.#addresses.delete(id);
  }

  /** Fetch the file with fresh URLs; concurrent callers share one request. */
  read(id: string): Promise<FileWithUrls> {
    const asked = this.#asked.get(id);
    if (asked) return asked;
    const asking = this.#api()
      .get('/files/{file_id}', { path: { file_id: id } })
      .then((file) => {
        this.keep(file);
        return file;
      })
      .finally(() => this.#asked.delete(id));
    this.#asked.set(id, asking);
    return asking;
  }

  /** Remove a file that was permanently deleted. */
  forget(id: string): void {
    this.#gone.add(id);
    this.#files.delete(id);
    this.#addresses.delete(id);
    this.#tell(id, null);
  }

  /** Add a listener, and return a function that removes it. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #address(id: string, urls: Urls): void {
    this.#addresses.delete(id);
    this.#addresses.set(id, { urls, fetchedAt: this.#now() });
    if (this.#addresses.size <= MOST_ADDRESSES) return;
    const [oldest] = this.#addresses.keys();
    if (oldest !== undefined) this.#addresses.delete(oldest);
  }

  #tell(id: string, file: StoredFile | null): void {
    for (const listener of this.#listeners) listener(id, file);
  }
}
