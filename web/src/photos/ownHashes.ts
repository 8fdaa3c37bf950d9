/** The SHA-256 of what a person has already, so that the same photo is not added twice by mistake. */
import type { Api } from '../api/client';
import { Offline } from '../api/errors';
import type { StoredFile } from '../api/types';
import type { Catalogue } from '../files/catalogue';

const PAGE = 100;
/** The newest 3,000 photos of the library are looked at, and beside them whatever the page has shown. */
const MOST_PAGES = 30;
/** Nobody waits longer than this, in milliseconds, for the library to be read. */
const PATIENCE = 10_000;

interface Surroundings {
  api: () => Api;
  catalogue: Catalogue;
  sleep: (milliseconds: number) => Promise<void>;
}

/** Reads the library once, when first asked, and hears of changes from then on. What lies in the trash does not count. */
export class OwnHashes {
  readonly #around: Surroundings;
  readonly #hashes = new Map<string, string>();
  #reading: Promise<void> | undefined;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Whether a file with these bytes is known. Rejects with `Offline` where the library cannot be read for that. */
  async has(sha256: string): Promise<boolean> {
    this.#reading ??= this.#read();
    try {
      await Promise.race([this.#reading, this.#around.sleep(PATIENCE)]);
    } catch (error) {
      this.#reading = undefined;
      if (error instanceof Offline) throw error;
    }
    return [...this.#hashes.values()].includes(sha256);
  }

  async #read(): Promise<void> {
    const { api, catalogue } = this.#around;
    for (const file of catalogue.all()) this.#hear(file.id, file);
    const stop = catalogue.subscribe((id, file) => this.#hear(id, file));
    try {
      let cursor: string | undefined;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const query = { kind: 'media' as const, limit: PAGE, ...(cursor !== undefined && { cursor }) };
        const found = await api().get('/files', { query });
        for (const file of found.items) this.#hear(file.id, catalogue.get(file.id) ?? file);
        if (found.cursor === null) return;
        cursor = found.cursor;
      }
    } catch (error) {
      stop();
      throw error;
    }
  }

  #hear(id: string, file: StoredFile | null): void {
    if (file?.status === 'ready' && file.state !== 'trashed') this.#hashes.set(id, file.sha256);
    else this.#hashes.delete(id);
  }
}
