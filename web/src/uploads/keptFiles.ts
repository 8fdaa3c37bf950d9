/** Files that a person has chosen and the service does not have yet: they survive a reload and a closed tab. */
import { database, type Database } from '../storage/database';
import type { KeptFile } from '../storage/records';

/** Where files stand: on this device, or in this page alone, because the device has no room or keeps nothing. */
export type Place = 'device' | 'page';

export interface Chosen {
  file: File;
}

/** Files by owner and key, on the device where that is possible, in memory where it is not. */
export class KeptFiles {
  readonly #open: () => Promise<Database>;
  readonly #here = new Map<string, readonly Chosen[]>();

  constructor(open: () => Promise<Database> = database) {
    this.#open = open;
  }

  /**
   * Keep these files, with whatever else is given with each (JSON values), in place of what was there under the key.
   * All or none are on the device; never rejects.
   */
  async keep(owner: string, key: string, files: readonly Chosen[]): Promise<Place> {
    try {
      const transaction = (await this.#open()).transaction('files', 'readwrite');
      await Promise.all([
        transaction.store.delete(allOf(owner, key)),
        ...files.map((item, at) => transaction.store.put({ owner, key, at, ...recordOf(item) })),
        transaction.done,
      ]);
      this.#here.delete(place(owner, key));
      return 'device';
    } catch {
      // A full disk, a browser that keeps nothing, a file that cannot be read: the page still has what was chosen.
      this.#here.set(place(owner, key), files);
      return 'page';
    }
  }

  /** The files under a key, in order; none where nothing is kept. The type is that with which they were kept. */
  async find<Item extends Chosen = Chosen>(owner: string, key: string): Promise<Item[]> {
    const here = this.#here.get(place(owner, key));
    if (here) return [...here] as Item[];
    try {
      const kept = await (await this.#open()).getAll('files', allOf(owner, key));
      return kept.map((record) => ({ ...record.details, file: fileOf(record) }) as unknown as Item);
    } catch {
      return [];
    }
  }

  /** The keys of an owner that begin like this, each once. */
  async keys(owner: string, prefix = ''): Promise<string[]> {
    const here = [...this.#here.keys()].map((name) => JSON.parse(name) as [string, string]);
    const found = here.filter(([whose]) => whose === owner).map(([, key]) => key);
    try {
      const stored = await (await this.#open()).getAllKeys('files', IDBKeyRange.bound([owner], [owner, []]));
      found.push(...stored.map(([, key]) => key));
    } catch {
      // What is in memory is all there is.
    }
    return [...new Set(found)].filter((key) => key.startsWith(prefix));
  }

  /** The service has them, or nobody wants them any more. */
  async forget(owner: string, key: string): Promise<void> {
    this.#here.delete(place(owner, key));
    try {
      await (await this.#open()).delete('files', allOf(owner, key));
    } catch {
      // Nothing could be kept there either.
    }
  }

  /** Everything of this person: they sign out. */
  async forgetAll(owner: string): Promise<void> {
    for (const key of await this.keys(owner)) await this.forget(owner, key);
  }
}

/** Those of this page. */
export const keptFiles = new KeptFiles();

function place(owner: string, key: string): string {
  return JSON.stringify([owner, key]);
}

function recordOf({ file, ...details }: Chosen): Omit<KeptFile, 'owner' | 'key' | 'at'> {
  const { name, type, lastModified } = file;
  return { bytes: file, name, type, lastModified, details };
}

/** Refers to the bytes on the device; nothing is read here. */
function fileOf({ bytes, name, type, lastModified }: KeptFile): File {
  return new File([bytes], name, { type, lastModified });
}

/** In IndexedDB's order an array is after every number. */
function allOf(owner: string, key: string): IDBKeyRange {
  return IDBKeyRange.bound([owner, key], [owner, key, []]);
}
