/** What was typed and is not saved yet, where a reload or a closed window cannot lose it. */

import type { Note } from '../api/types';
import type { Content } from './content';

export interface Draft {
  base: Note;
  content: Content;
  /** When it was written, in milliseconds: a draft of this moment is still being typed, in this window or another. */
  at: number;
}

export interface CaptureDraft extends Pick<Content, 'title' | 'text' | 'tags'> {
  /** Sent with the note, so that a note whose answer was lost is not written twice. */
  key: string;
}

const PREFIX = 'skynotes.draft.';
const CAPTURE = 'new';

/** One person's drafts, in a store that outlives the page; a store that is full or forbidden holds none. */
export class Drafts {
  readonly #prefix: string;

  constructor(
    readonly store: Storage,
    owner: string,
  ) {
    this.#prefix = `${PREFIX}${owner}.`;
  }

  keep(id: string, draft: Draft): void {
    this.#write(id, draft);
  }

  find(id: string): Draft | null {
    return this.#read(id) as Draft | null;
  }

  forget(id: string): void {
    this.#remove(id);
  }

  /** The notes that have a draft. */
  ids(): string[] {
    const ids: string[] = [];
    for (let index = 0; index < this.store.length; index += 1) {
      const key = this.store.key(index);
      if (key?.startsWith(this.#prefix)) ids.push(key.slice(this.#prefix.length));
    }
    return ids.filter((id) => id !== CAPTURE);
  }

  keepCapture(draft: CaptureDraft): void {
    this.#write(CAPTURE, draft);
  }

  findCapture(): CaptureDraft | null {
    return this.#read(CAPTURE) as CaptureDraft | null;
  }

  forgetCapture(): void {
    this.#remove(CAPTURE);
  }

  #write(id: string, value: unknown): void {
    try {
      this.store.setItem(this.#prefix + id, JSON.stringify(value));
    } catch {
      // Full, or forbidden by the browser: the draft is still in memory.
    }
  }

  #read(id: string): unknown {
    try {
      return JSON.parse(this.store.getItem(this.#prefix + id) ?? 'null');
    } catch {
      return null;
    }
  }

  #remove(id: string): void {
    try {
      this.store.removeItem(this.#prefix + id);
    } catch {
      // Nothing was kept there either.
    }
  }
}
