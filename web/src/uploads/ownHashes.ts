/** SHA-256 hashes of the user's existing files, so that the same photo is not added twice by mistake. */
import { signal } from '@preact/signals';

import type { Api } from '../api/client';
import { Offline } from '../api/errors';
import type { StoredFile } from '../api/types';
import type { Catalogue } from '../files/fileCatalogue';

const PAGE = 100;
/** Maximum number of pages: the newest 3,000 photos of the library are compared, and all others the page has shown. */
const MOST_PAGES = 30;
/** Maximum time to wait for the library to be read, in milliseconds. */
const PATIENCE = 10_000;

/** Number of photos of the library that were compared; undefined if all were. */
export const comparedOnly = signal<number | undefined>(undefined);

interface Surroundings {
  api: () => Api;
  catalogue: Catalogue;
  sleep: (milliseconds: number) => Promise<void>;
}

/** Hashes of the library, which is read once, on first use, and then kept up to date. Trashed files do not count. */
export class OwnHashes {
  readonly #around: Surroundings;
  readonly #hashes = new Map<string, string>();
  #reading: Promise<void> | undefined;
  /** Timeout shared by all files: however slow the library is, it holds up only the first of them. */
  #patience: Promise<void> | undefined;
  #compared = 0;
  #isWhole = false;

  constructor(around: Surroundings) {
    this.#around = around;
    for (const file of around.catalogue.all()) this.#hear(file.id, file);
    around.catalogue.subscribe((id, file) => this.#hear(id, file));
  }

  /** Return whether a file with these bytes is known. Rejects with `Offline` if that prevents reading the library. */
  async has(sha256: string): Promise<boolean> {
    if (this.#knows(sha256)) return true;
    await this.#patiently();
    comparedOnly.value = this.#isWhole ? undefined : this.#compared;
    return this.#knows(sha256);
  }

  #knows(sha256: string): boolean {
    return [...this.#hashes.values()].includes(sha256);
  }

  async #patiently(): Promise<void> {
    this.#reading ??= this.#read();
    this.#patience ??= this.#around.sleep(PATIENCE);
    try {
      await Promise.race([this.#reading, this.#patience]);
    } catch (error) {
      this.#reading = undefined;
      if (error instanceof Offline) throw error;
    }
  }

  async #read(): Promise<void> {
    const { api, catalogue } = this.#around;
    let cursor: string | undefined;
    this.#compared = 0;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const query = { kind: 'media' as const, limit: PAGE, ...(cursor !== undefined && { cursor }) };
      const found = await api().get('/files', { query });
      for (const file of found.items) this.#hear(file.id, catalogue.get(file.id) ?? file);
      this.#compared += found.items.length;
      this.#isWhole = found.cursor === null;
      if (found.cursor === null) return;
      cursor = found.cursor;
    }
  }

  #hear(id: string, file: StoredFile | null): void {
    if (file?.status === 'ready' && file.state !== 'trashed') this.#hashes.set(id, file.sha256);
    else this.#hashes.delete(id);
  }
}
