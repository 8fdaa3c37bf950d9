/** Unsent uploads, kept on the device: they continue after a reload, or in another tab when theirs is closed. */
import { database, type Database } from '../storage/database';
import type { KeptUpload } from '../storage/records';
import { runIfTabClosed, type Locks } from '../ui/tabId';
import { keptFiles, type KeptFiles } from './keptFiles';

/** The stored record of an upload, without its owner and tab. */
export type UploadRecord = Omit<KeptUpload, 'owner' | 'tab'>;

export interface RestoredUpload extends UploadRecord {
  file: File;
}

interface Dependencies {
  owner: string;
  tab: string;
  locks: Locks;
  files?: KeptFiles;
  open?: () => Promise<Database>;
}

const ADOPTION_LOCK = 'skynotes.uploads.';
/** Prefix of the keys of their bytes among the kept files. */
const KEY_PREFIX = 'upload.';

/** A user's uploads in this tab, and those that their closed tabs have left. */
export class KeptUploads {
  readonly #owner: string;
  readonly #tab: string;
  readonly #locks: Locks;
  readonly #files: KeptFiles;
  readonly #open: () => Promise<Database>;
  readonly #pending = new Map<string, Promise<unknown>>();
  #isSealed = false;
  #hasRemovedOrphans = false;

  constructor({ owner, tab, locks, files = keptFiles, open = database }: Dependencies) {
    this.#owner = owner;
    this.#tab = tab;
    this.#locks = locks;
    this.#files = files;
    this.#open = open;
  }

  /** Keep an upload and its bytes. Resolves to whether the device has them; never rejects. */
  keep(record: UploadRecord, file: File): Promise<boolean> {
    return this.#inSequence(record.key, async () => {
      // Before the bytes: a page that is closed in between leaves a record without bytes, which the next page removes.
      const isRecordSaved = await this.saveRecord(record);
      if (this.#isSealed) return false;
      const isOnDevice = (await this.#files.keep(this.#owner, fileKeyOf(record.key), [{ file }])) === 'device';
      if (!isOnDevice) await this.#remove(record.key);
      return isRecordSaved && isOnDevice;
    });
  }

  /** Store the state of an upload. Resolves to whether that is stored; never rejects. */
  async saveRecord(record: UploadRecord): Promise<boolean> {
    if (this.#isSealed) return false;
    try {
      await (await this.#open()).put('uploads', { ...record, owner: this.#owner, tab: this.#tab });
      return true;
    } catch {
      return false;
    }
  }

  /** Remove an upload that is sent, or not wanted any more. */
  forget(key: string): Promise<void> {
    return this.#inSequence(key, async () => {
      await this.#files.forget(this.#owner, fileKeyOf(key));
      await this.#remove(key);
    });
  }

  /** Take over the uploads of this tab before a reload, and those of closed tabs; oldest first, each once. */
  async adopt(isKnown: (key: string) => boolean): Promise<RestoredUpload[]> {
    const adopted: RestoredUpload[] = [];
    try {
      // Only one tab at a time: it records what it takes over before the next tab looks.
      await this.#locks.request(ADOPTION_LOCK + this.#owner, async () => {
        await this.#removeOrphanedFiles(isKnown);
        const kept = (await this.#all()).filter(({ key }) => !isKnown(key));
        for (const record of kept) if (await this.#canAdopt(record)) adopted.push(...(await this.#takeOver(record)));
      });
    } catch {
      // A browser that stores nothing has nothing to take over.
    }
    return adopted.sort((one, other) => one.chosenAt - other.chosenAt);
  }

  /** Stop storing anything: the user signs out. */
  seal(): void {
    this.#isSealed = true;
  }

  /** Run an action after the others of the same upload: each takes several writes, which must not interleave. */
  #inSequence<Result>(key: string, act: () => Promise<Result>): Promise<Result> {
    const turn = (this.#pending.get(key) ?? Promise.resolve()).then(act);
    this.#pending.set(key, turn);
    void turn.finally(() => {
      if (this.#pending.get(key) === turn) this.#pending.delete(key);
    });
    return turn;
  }

  /** Remove bytes without a record, which cannot be found otherwise: an earlier page was closed between two writes. */
  async #removeOrphanedFiles(isKnown: (key: string) => boolean): Promise<void> {
    if (this.#hasRemovedOrphans) return;
    this.#hasRemovedOrphans = true;
    const names = await this.#files.keys(this.#owner, KEY_PREFIX);
    // Records are read after the keys of the bytes, because every page writes the record first.
    const recorded = new Set((await this.#all()).map(({ key }) => fileKeyOf(key)));
    for (const name of names) {
      if (!recorded.has(name) && !isKnown(name.slice(KEY_PREFIX.length))) await this.#files.forget(this.#owner, name);
    }
  }

  async #remove(key: string): Promise<void> {
    try {
      await (await this.#open()).delete('uploads', [this.#owner, key]);
    } catch {
      // Nothing could be stored there either.
    }
  }

  async #all(): Promise<KeptUpload[]> {
    return (await this.#open()).getAll('uploads', IDBKeyRange.bound([this.#owner], [this.#owner, []]));
  }

  async #canAdopt({ tab }: KeptUpload): Promise<boolean> {
    if (tab === this.#tab) return true;
    let isGone = false;
    await runIfTabClosed(tab, this.#locks, () => {
      isGone = true;
    });
    return isGone;
  }

  async #takeOver(kept: KeptUpload): Promise<RestoredUpload[]> {
    const [bytes] = await this.#files.find(this.#owner, fileKeyOf(kept.key));
    if (!bytes) {
      await this.forget(kept.key);
      return [];
    }
    await this.saveRecord(kept);
    return [{ ...kept, file: bytes.file }];
  }
}

/** Remove all upload records of a user; the bytes are removed with the user's other kept files. */
export async function forgetUploads(owner: string, open: () => Promise<Database> = database): Promise<void> {
  try {
    await (await open()).delete('uploads', IDBKeyRange.bound([owner], [owner, []]));
  } catch {
    // Nothing could be stored there either.
  }
}

function fileKeyOf(key: string): string {
  return KEY_PREFIX + key;
}
