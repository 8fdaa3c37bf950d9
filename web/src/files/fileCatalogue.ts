/** The files that the page knows of, each as it was heard of last, with URLs that still work. */
import { batch } from '@preact/signals';

import type { Change, FileWithUrls, StoredFile, Urls } from '../api/types';
import type { Api } from '../api/client';
import { isFresh } from './freshness';

/** Told of every file that is new or has changed; `file` is null for one that is gone for good. */
export type Listener = (id: string, file: StoredFile | null) => void;

interface Addresses {
  urls: Urls;
  fetchedAt: number;
}

/** URLs are long; those of photos far away are forgotten, and asked for again. */
const MOST_ADDRESSES = 1200;

export class Catalogue {
  readonly #api: () => Api;
  readonly #now: () => number;
  readonly #files = new Map<string, StoredFile>();
  /** In the order in which they came. */
  readonly #addresses = new Map<string, Addresses>();
  readonly #asked = new Map<string, Promise<FileWithUrls>>();
  /** Gone for good; an answer that was on its way before that must not bring them back. */
  readonly #gone = new Set<string>();
  readonly #listeners = new Set<Listener>();

  constructor(api: () => Api, now: () => number = Date.now) {
    this.#api = api;
    this.#now = now;
  }

  /** Take note of a file, and tell whoever shows it. An answer older than what is known already changes nothing. */
  keep(file: StoredFile | FileWithUrls): void {
    if (this.#gone.has(file.id)) return;
    const { urls, ...described }: StoredFile & { urls?: Urls | null } = file;
    if (urls) this.#address(file.id, urls);
    const known = this.#files.get(file.id);
    if (known && known.version >= file.version) return;
    this.#files.set(file.id, described);
    this.#tell(file.id, described);
  }

  /** What happened elsewhere, or was done here and comes back: of that, everything is known already. */
  apply(changes: readonly Change[]): void {
    batch(() => {
      for (const change of changes) {
        if (change.type === 'file') this.keep(change.file);
        if (change.type === 'gone' && change.entity === 'file') this.forget(change.id);
      }
    });
  }

  /** Take a change back that did not come about, whatever its version. */
  revert(file: StoredFile): void {
    this.#files.delete(file.id);
    this.keep(file);
  }

  get(id: string): StoredFile | undefined {
    return this.#files.get(id);
  }

  /** Every file that is known, in no order. */
  all(): Iterable<StoredFile> {
    return this.#files.values();
  }

  /** Where a file's bytes are, if that was heard recently enough. */
  urls(id: string): Urls | undefined {
    const known = this.#addresses.get(id);
    return known && isFresh(known.fetchedAt, this.#now()) ? known.urls : undefined;
  }

  /** Its URLs do not work any more, whatever the clock says. */
  doubt(id: string): void {
    this.#addresses.delete(id);
  }

  /** The file as it is now, with fresh URLs; asked for once, however many want it. */
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

  /** A file is gone for good. */
  forget(id: string): void {
    this.#gone.add(id);
    this.#files.delete(id);
    this.#addresses.delete(id);
    this.#tell(id, null);
  }

  /** Returns what ends it. */
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
