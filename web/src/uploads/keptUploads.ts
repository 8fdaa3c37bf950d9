/** Uploads that are not sent yet, kept on the device: they go on after a reload, or in another tab when theirs is gone. */
import { database, type Database } from '../storage/database';
import type { KeptUpload } from '../storage/records';
import { ifGone, type Locks } from '../ui/tab';
import { keptFiles, type KeptFiles } from './keptFiles';

/** What is kept of an upload, without whose and which tab's it is. */
export type UploadRecord = Omit<KeptUpload, 'owner' | 'tab'>;

export interface Found extends UploadRecord {
  file: File;
}

interface Surroundings {
  owner: string;
  tab: string;
  locks: Locks;
  files?: KeptFiles;
  open?: () => Promise<Database>;
}

const CLAIM = 'skynotes.uploads.';
/** Of the names of their bytes among the kept files. */
const PREFIX = 'upload.';

/** One person's uploads in this tab, and those that other tabs of theirs have left. */
export class KeptUploads {
  readonly #owner: string;
  readonly #tab: string;
  readonly #locks: Locks;
  readonly #files: KeptFiles;
  readonly #open: () => Promise<Database>;
  readonly #turns = new Map<string, Promise<unknown>>();
  #isSealed = false;
  #isClear = false;

  constructor({ owner, tab, locks, files = keptFiles, open = database }: Surroundings) {
    this.#owner = owner;
    this.#tab = tab;
    this.#locks = locks;
    this.#files = files;
    this.#open = open;
  }

  /** Keep an upload and its bytes. Resolves to whether the device has them; never rejects. */
  keep(record: UploadRecord, file: File): Promise<boolean> {
    return this.#inTurn(record.key, async () => {
      // Before the bytes: a page that is closed in between leaves a record without them, which the next one removes.
      const isNoted = await this.note(record);
      if (this.#isSealed) return false;
      const isThere = (await this.#files.keep(this.#owner, nameOf(record.key), [{ file }])) === 'device';
      if (!isThere) await this.#remove(record.key);
      return isNoted && isThere;
    });
  }

  /** Write down how far it is. Resolves to whether that is kept; never rejects. */
  async note(record: UploadRecord): Promise<boolean> {
    if (this.#isSealed) return false;
    try {
      await (await this.#open()).put('uploads', { ...record, owner: this.#owner, tab: this.#tab });
      return true;
    } catch {
      return false;
    }
  }

  /** It is sent, or nobody wants it any more. */
  forget(key: string): Promise<void> {
    return this.#inTurn(key, async () => {
      await this.#files.forget(this.#owner, nameOf(key));
      await this.#remove(key);
    });
  }

  /** Take over what this tab had before a reload, and what tabs have left that are gone; oldest first, each once. */
  async adopt(isKnown: (key: string) => boolean): Promise<Found[]> {
    const adopted: Found[] = [];
    try {
      // One tab at a time: what it takes is written down before the next one looks.
      await this.#locks.request(CLAIM + this.#owner, async () => {
        await this.#clear(isKnown);
        const kept = (await this.#all()).filter(({ key }) => !isKnown(key));
        for (const record of kept) if (await this.#isLeft(record)) adopted.push(...(await this.#taken(record)));
      });
    } catch {
      // A browser that keeps nothing has nothing to adopt.
    }
    return adopted.sort((one, other) => one.chosenAt - other.chosenAt);
  }

  /** The person signs out: write nothing down any more. */
  seal(): void {
    this.#isSealed = true;
  }

  /** Keeping and forgetting take several writes, and those of one upload must not mix. */
  #inTurn<Result>(key: string, act: () => Promise<Result>): Promise<Result> {
    const turn = (this.#turns.get(key) ?? Promise.resolve()).then(act);
    this.#turns.set(key, turn);
    void turn.finally(() => {
      if (this.#turns.get(key) === turn) this.#turns.delete(key);
    });
    return turn;
  }

  /** Remove bytes without a record, by which alone they would be found: an earlier page was closed at a bad moment. */
  async #clear(isKnown: (key: string) => boolean): Promise<void> {
    if (this.#isClear) return;
    this.#isClear = true;
    const names = await this.#files.keys(this.#owner, PREFIX);
    // Looked for after the bytes, since every page writes it before them.
    const recorded = new Set((await this.#all()).map(({ key }) => nameOf(key)));
    for (const name of names) {
      if (!recorded.has(name) && !isKnown(name.slice(PREFIX.length))) await this.#files.forget(this.#owner, name);
    }
  }

  async #remove(key: string): Promise<void> {
    try {
      await (await this.#open()).delete('uploads', [this.#owner, key]);
    } catch {
      // Nothing could be kept there either.
    }
  }

  async #all(): Promise<KeptUpload[]> {
    return (await this.#open()).getAll('uploads', IDBKeyRange.bound([this.#owner], [this.#owner, []]));
  }

  async #isLeft({ tab }: KeptUpload): Promise<boolean> {
    if (tab === this.#tab) return true;
    let isGone = false;
    await ifGone(tab, this.#locks, () => {
      isGone = true;
    });
    return isGone;
  }

  async #taken(kept: KeptUpload): Promise<Found[]> {
    const [bytes] = await this.#files.find(this.#owner, nameOf(kept.key));
    if (!bytes) {
      await this.forget(kept.key);
      return [];
    }
    await this.note(kept);
    return [{ ...kept, file: bytes.file }];
  }
}

/** Remove all of a person's uploads; the bytes are removed with the other files that are kept of them. */
export async function forgetUploads(owner: string, open: () => Promise<Database> = database): Promise<void> {
  try {
    await (await open()).delete('uploads', IDBKeyRange.bound([owner], [owner, []]));
  } catch {
    // Nothing could be kept there either.
  }
}

function nameOf(key: string): string {
  return PREFIX + key;
}
