/** Drafts of unsaved edits, stored so that a reload or a closed window does not lose them. Each tab has its own. */

import type { Note } from '../../api/types';
import { keysWithPrefix } from '../../ui/storage';
import { runIfTabClosed, type Locks } from '../../ui/tabId';
import type { Content } from '../editing/content';

export interface Draft {
  base: Note;
  content: Content;
  /** Time of writing, in epoch milliseconds. */
  at: number;
}

/** A photo or file of a draft or of a waiting note; its bytes are among the kept files. */
export interface FileRef {
  id: string;
  name: string;
  type: string;
  size: number;
}

export interface CaptureDraft extends Pick<Content, 'title' | 'text' | 'tags'> {
  files: FileRef[];
}

interface DraftKey {
  /** A note's id, or `new`. */
  id: string;
  /** Empty for drafts of an older format, which had no tab. */
  tab: string;
}

export const DRAFTS_PREFIX = 'skynotes.draft.';
const CAPTURE = 'new';

/** A user's drafts in a tab, in a store that outlives the page; a store that is full or forbidden keeps none. */
export class Drafts {
  readonly #store: Storage;
  readonly #tab: string;
  readonly #locks: Locks;
  readonly #prefix: string;
  #isSealed = false;

  constructor(store: Storage, owner: string, tab: string, locks: Locks) {
    this.#store = store;
    this.#tab = tab;
    this.#locks = locks;
    this.#prefix = `${DRAFTS_PREFIX}${owner}.`;
  }

  /** Store a draft; return false if it could not be stored and is only in this page's memory. */
  save(id: string, draft: Draft): boolean {
    return this.#write(id, draft);
  }

  find(id: string): Draft | null {
    return this.#read({ id, tab: this.#tab }) as Draft | null;
  }

  remove(id: string): void {
    this.#remove({ id, tab: this.#tab });
  }

  saveCapture(draft: CaptureDraft): boolean {
    return this.#write(CAPTURE, draft);
  }

  findCapture(): CaptureDraft | null {
    const found = this.#read({ id: CAPTURE, tab: this.#tab }) as CaptureDraft | null;
    return found && withFiles(found);
  }

  removeCapture(): void {
    this.remove(CAPTURE);
  }

  /** Return the ids of the notes of which any tab, open or closed, has a draft. */
  ids(): string[] {
    return [...new Set(this.#storedKeys().map(({ id }) => id))].filter((id) => id !== CAPTURE);
  }

  /** Take over a closed tab's draft of this note, unless this tab has one. */
  async adopt(id: string, onAdopted: (value: unknown) => void = () => undefined): Promise<void> {
    for (const key of this.#storedKeys()) {
      if (key.id !== id || key.tab === this.#tab) continue;
      await runIfTabClosed(key.tab, this.#locks, () => {
        if (this.#isSealed || this.#read({ id, tab: this.#tab }) !== null) return;
        const value = this.#read(key);
        if (value !== null && !this.#write(id, value)) return;
        this.#remove(key);
        if (value !== null) onAdopted(value);
      });
    }
  }

  async adoptCapture(onAdopted: (draft: CaptureDraft) => void): Promise<void> {
    await this.adopt(CAPTURE, (value) => onAdopted(withFiles(value as CaptureDraft)));
  }

  /** Write nothing more: their owner has signed out. */
  seal(): void {
    this.#isSealed = true;
  }

  #storedKeys(): DraftKey[] {
    return keysWithPrefix(this.#store, this.#prefix).map((name) => {
      const [id = '', tab = ''] = name.slice(this.#prefix.length).split('.');
      return { id, tab };
    });
  }

  #storageName({ id, tab }: DraftKey): string {
    return this.#prefix + (tab ? `${id}.${tab}` : id);
  }

  #write(id: string, value: unknown): boolean {
    if (this.#isSealed) return false;
    try {
      this.#store.setItem(this.#storageName({ id, tab: this.#tab }), JSON.stringify(value));
      return true;
    } catch {
      // Full, or forbidden by the browser: the draft is still in memory.
      return false;
    }
  }

  #read(key: DraftKey): unknown {
    try {
      return JSON.parse(this.#store.getItem(this.#storageName(key)) ?? 'null');
    } catch {
      return null;
    }
  }

  #remove(key: DraftKey): void {
    try {
      this.#store.removeItem(this.#storageName(key));
    } catch {
      // Nothing was stored there either.
    }
  }
}

/** Fill in the fields that a draft of an older format lacks, such as files. */
function withFiles({ title, text, tags, files }: Partial<CaptureDraft>): CaptureDraft {
  return { title: title ?? '', text: text ?? '', tags: tags ?? [], files: files ?? [] };
}
