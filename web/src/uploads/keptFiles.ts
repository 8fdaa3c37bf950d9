/** Files that the user has selected and the service does not have yet: they survive a reload and a closed tab. */
import { database, type Database } from '../storage/database';
import type { KeptFile } from '../storage/records';

/** The place of kept files: on this device, or only in this page because the device has no room or keeps nothing. */
export type StorageLocation = 'device' | 'page';

export interface SelectedFile {
  file: File;
}

/** Files by owner and key, on the device if possible, otherwise in memory. */
export class KeptFiles {
  readonly #open: () => Promise<Database>;
  readonly #inMemory = new Map<string, readonly SelectedFile[]>();

  constructor(open: () => Promise<Database> = database) {
    this.#open = open;
  }

  /**
   * Keep these files, with any other properties of each (JSON values), in place of those under the key before.
   * All or none are on the device; never rejects.
   */
  async keep(owner: string, key: string, files: readonly SelectedFile[]): Promise<StorageLocation> {
    try {
      const transaction = (await this.#open()).transaction('files', 'readwrite');
      await Promise.all([
        transaction.store.delete(keyRange(owner, key)),
        ...files.map((item, at) => transaction.store.put({ owner, key, at, ...recordOf(item) })),
        transaction.done,
      ]);
      this.#inMemory.delete(memoryKey(owner, key));
      return 'device';
    } catch {
      // A full disk, a browser that keeps nothing, a file that cannot be read: the page still has the selected files.
      this.#inMemory.set(memoryKey(owner, key), files);
      return 'page';
    }
  }

  /** Return the files under a key, in order; none if nothing is kept. `Item` is the type with which they were kept. */
  async find<Item extends SelectedFile = SelectedFile>(owner: string, key: string): Promise<Item[]> {
    const inMemory = this.#inMemory.get(memoryKey(owner, key));
    if (inMemory) return [...inMemory] as Item[];
    try {
      const kept = await (await this.#open()).getAll('files', keyRange(owner, key));
      return kept.map((record) => ({ ...record.details, file: fileOf(record) }) as unknown as Item);
    } catch {
      return [];
    }
  }

  /** Return the keys of an owner that begin with the prefix, each once. */
  async keys(owner: string, prefix = ''): Promise<string[]> {
    const inMemory = [...this.#inMemory.keys()].map((name) => JSON.parse(name) as [string, string]);
    const found = inMemory.filter(([whose]) => whose === owner).map(([, key]) => key);
    try {
      const stored = await (await this.#open()).getAllKeys('files', IDBKeyRange.bound([owner], [owner, []]));
      found.push(...stored.map(([, key]) => key));
    } catch {
      // Only the files in memory are available.
    }
    return [...new Set(found)].filter((key) => key.startsWith(prefix));
  }

  /** Remove files that the service has, or that are not wanted any more. */
  async forget(owner: string, key: string): Promise<void> {
    this.#inMemory.delete(memoryKey(owner, key));
    try {
      await (await this.#open()).delete('files', keyRange(owner, key));
    } catch {
      // Nothing could be stored there either.
    }
  }

  /** Remove all files of this user, who signs out. */
  async forgetAll(owner: string): Promise<void> {
    for (const key of await this.keys(owner)) await this.forget(owner, key);
  }
}

/** The kept files of this page. */
export const keptFiles = new KeptFiles();

function memoryKey(owner: string, key: string): string {
  return JSON.stringify([owner, key]);
}

function recordOf({ file, ...details }: SelectedFile): Omit<KeptFile, 'owner' | 'key' | 'at'> {
  const { name, type, lastModified } = file;
  return { bytes: file, name, type, lastModified, details };
}

/** Create a file that refers to the bytes on the device; nothing is read here. */
function fileOf({ bytes, name, type, lastModified }: KeptFile): File {
  return new File([bytes], name, { type, lastModified });
}

/** Return the range of all files under a key: in IndexedDB's order, an array comes after every number. */
function keyRange(owner: string, key: string): IDBKeyRange {
  return IDBKeyRange.bound([owner, key], [owner, key, []]);
}
