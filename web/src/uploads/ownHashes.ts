/** SHA-256 hashes of the user's existing files, so that the same photo is not added twice by mistake. */
import { signal } from '@preact/signals';

import type { Api } from '../api/client';
import { Offline } from '../api/errors';
import type { StoredFile } from '../api/types';
import type { Catalogue } from '../files/fileCatalogue';

const PAGE_SIZE = 100;
/** Maximum number of pages: the newest 3,000 photos of the library are compared, and all others the page has shown. */
const MAX_PAGES = 30;
/** Maximum time to wait for the library to be read, in milliseconds. */
const READ_TIMEOUT_MS = 10_000;

/** Number of photos of the library that were compared; undefined if all were. */
export const comparedCount = signal<number | undefined>(undefined);

interface Dependencies {
  api: () => Api;
  catalogue: Catalogue;
  sleep: (milliseconds: number) => Promise<void>;
}

/** Hashes of the library, which is read once, on first use, and then kept up to date. Trashed files do not count. */
export class OwnHashes {
  readonly #dependencies: Dependencies;
  readonly #hashes = new Map<string, string>();
  #reading: Promise<void> | undefined;
  /** Timeout shared by all files: however slow the library is, it holds up only the first of them. */
  #timeout: Promise<void> | undefined;
  #comparedCount = 0;
  #isComplete = false;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
    for (const file of dependencies.catalogue.all()) this.#update(file.id, file);
    dependencies.catalogue.subscribe((id, file) => this.#update(id, file));
  }

  /** Return whether a file with these bytes is known. Rejects with `Offline` if that prevents reading the library. */
  async has(sha256: string): Promise<boolean> {
    if (this.#isKnown(sha256)) return true;
    await this.#readWithTimeout();
    comparedCount.value = this.#isComplete ? undefined : this.#comparedCount;
    return this.#isKnown(sha256);
  }

  #isKnown(sha256: string): boolean {
    return [...this.#hashes.values()].includes(sha256);
  }

  async #readWithTimeout(): Promise<void> {
    this.#reading ??= this.#read();
    this.#timeout ??= this.#dependencies.sleep(READ_TIMEOUT_MS);
    try {
      await Promise.race([this.#reading, this.#timeout]);
    } catch (error) {
      this.#reading = undefined;
      if (error instanceof Offline) throw error;
    }
  }

  async #read(): Promise<void> {
    const { api, catalogue } = this.#dependencies;
    let cursor: string | undefined;
    this.#comparedCount = 0;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const query = { kind: 'media' as const, limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) };
      const found = await api().get('/files', { query });
      for (const file of found.items) this.#update(file.id, catalogue.get(file.id) ?? file);
      this.#comparedCount += found.items.length;
      this.#isComplete = found.cursor === null;
      if (found.cursor === null) return;
      cursor = found.cursor;
    }
  }

  #update(id: string, file: StoredFile | null): void {
    if (file?.status === 'ready' && file.state !== 'trashed') this.#hashes.set(id, file.sha256);
    else this.#hashes.delete(id);
  }
}
