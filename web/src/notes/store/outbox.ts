/** Captured notes waiting for the service: kept on this device until it has responded, and sent in order, once each. */

import { signal, type ReadonlySignal } from '@preact/signals';
import { ApiError, Offline } from '../../api/errors';
import type { Note } from '../../api/types';
import { keysWithPrefix } from '../../ui/storage';
import { clean } from '../editing/content';
import type { CaptureDraft, FileRef } from './drafts';

export interface WaitingNote extends CaptureDraft {
  /** The note's Idempotency-Key; keys begin with the time, so that they sort in order. */
  key: string;
  /** The tab in which it was written, which gets it back if the service rejects it. */
  tab: string;
  /** Number of times it was sent without a conclusive response. */
  attempts: number;
  /** Id of the created note, while its files are handed to the uploads. */
  noteId?: string;
  /** Reason why the service rejected it, in words for the user. */
  refusal?: string;
  /** True while its files are being written to the device. */
  held?: boolean;
  /** True if its files are only in that tab's memory. */
  pageOnly?: boolean;
}

/** The dependencies of the outbox; tests replace them. */
export interface Services {
  store: Storage;
  owner: string;
  tab: string;
  /** Create the note. Rejects with the API's errors, also after a timeout. */
  post: (key: string, body: Pick<CaptureDraft, 'title' | 'text' | 'tags'>) => Promise<Note>;
  onNote: (note: Note) => void;
  /** Hand the files of a note to the uploads; idempotent, so that each is uploaded once. */
  enqueueFiles: (files: readonly FileRef[], noteId: string) => Promise<void>;
  isOnline: () => boolean;
  errorMessage: (error: unknown) => string;
  /** Act on behalf of another tab, if that tab is closed. */
  runIfTabClosed: (tab: string, act: () => void) => Promise<void>;
  /** Run the work in one tab at a time; resolves when it is done. */
  exclusively: (work: () => Promise<void>) => Promise<void>;
  now: () => number;
  sleep: (milliseconds: number) => Promise<void>;
}

/** The reason why notes wait longer than a request takes. */
export type OutboxProblem = 'offline' | 'failing' | null;

export const OUTBOX_PREFIX = 'skynotes.outbox.';
const MIN_RETRY_DELAY_MS = 1000;
const MAX_RETRY_DELAY_MS = 60_000;
/** Number of attempts after which a failing note no longer holds up those after it. */
const MAX_BLOCKING_ATTEMPTS = 4;
/** Statuses that say nothing about the note itself: a retry may succeed. */
const TRANSIENT_STATUSES = new Set([401, 403, 408, 425, 429]);

export class Outbox {
  readonly #services: Services;
  readonly #prefix: string;
  /** Notes for which the store has no room. */
  readonly #memoryOnly = new Map<string, WaitingNote>();
  readonly #items = signal<WaitingNote[]>([]);
  readonly #sending = signal(false);
  readonly #problem = signal<OutboxProblem>(null);
  /** Keys of the notes added in this page, and not in an earlier one of the same tab. */
  readonly #addedHere = new Set<string>();
  #flushing: Promise<void> | undefined;
  #needsRound = false;
  #isRetrying = false;
  #retryDelay = MIN_RETRY_DELAY_MS;
  #addedCount = 0;
  #isSealed = false;

  constructor(services: Services) {
    this.#services = services;
    this.#prefix = `${OUTBOX_PREFIX}${services.owner}.`;
    this.readStore();
  }

  /** The waiting notes, first in, first out, including rejected ones. */
  get items(): ReadonlySignal<WaitingNote[]> {
    return this.#items;
  }

  get sending(): ReadonlySignal<boolean> {
    return this.#sending;
  }

  get problem(): ReadonlySignal<OutboxProblem> {
    return this.#problem;
  }

  /** Read the store again, which other tabs may have changed. */
  readStore(): void {
    const stored = keysWithPrefix(this.#services.store, this.#prefix).flatMap((name) => this.#read(name) ?? []);
    const items = new Map([...stored, ...this.#memoryOnly.values()].map((item) => [item.key, item]));
    this.#items.value = [...items.values()].sort((one, other) => (one.key < other.key ? -1 : 1));
  }

  /** Store a note, send it as soon as possible, and return its key; a `held` one is not sent before it is released. */
  add(draft: CaptureDraft, { held = false } = {}): string {
    const { title, text, tags, files } = draft;
    const { now, tab } = this.#services;
    this.#addedCount += 1;
    const at = `${now().toString().padStart(15, '0')}-${this.#addedCount.toString().padStart(4, '0')}`;
    const key = `${at}-${crypto.randomUUID()}`;
    this.#addedHere.add(key);
    this.#write({ key, tab, attempts: 0, held, title: clean(title), text: clean(text), tags, files });
    if (!held) void this.flush();
    return key;
  }

  /** Release a held note: its files are on the device, or only in this page, or were lost with their closed tab. */
  release(key: string, { pageOnly = false } = {}): void {
    const item = this.#items.peek().find((one) => one.key === key);
    if (item) this.#write({ ...item, held: false, pageOnly });
    void this.flush();
  }

  /** Return whether a reload would lose the note, because this browser has no room for it. */
  isMemoryOnly({ key, pageOnly }: WaitingNote): boolean {
    return pageOnly === true || this.#memoryOnly.has(key);
  }

  /** Remove and return a note, if it is still there and cannot have been saved. */
  take(key: string): WaitingNote | undefined {
    this.readStore();
    const item = this.#items.peek().find((one) => one.key === key);
    if (!item || (item.refusal === undefined && item.attempts > 0) || item.noteId !== undefined) return undefined;
    this.#remove(item);
    return item;
  }

  /** Remove one of a note's files, which is not sent yet. */
  drop(key: string, fileId: string): void {
    const item = this.#items.peek().find((one) => one.key === key);
    if (item) this.#write({ ...item, files: item.files.filter(({ id }) => id !== fileId) });
  }

  /** Release and send notes that earlier pages have left: those of this tab before a reload, and of closed tabs. */
  async resume(): Promise<void> {
    const { tab: mine, runIfTabClosed } = this.#services;
    for (const { key, tab, held, pageOnly } of this.#items.peek()) {
      if (!held && !pageOnly) continue;
      if (tab === mine) {
        if (!this.#addedHere.has(key)) this.release(key);
      } else await runIfTabClosed(tab, () => this.release(key));
    }
    await this.flush();
  }

  /** Send all waiting notes. Resolves after this attempt, whatever its outcome. */
  flush(): Promise<void> {
    // Notes added after the store was last read are sent in another round.
    this.#needsRound = true;
    this.#flushing ??= this.#sendRounds().finally(() => {
      this.#flushing = undefined;
      this.#sending.value = false;
    });
    return this.#flushing;
  }

  /** Write and send nothing more: its owner has signed out. */
  seal(): void {
    this.#isSealed = true;
  }

  async #sendRounds(): Promise<void> {
    while (this.#needsRound && !this.#isSealed) {
      this.#needsRound = false;
      this.readStore();
      if (!this.#services.isOnline() || !this.#items.peek().some((item) => this.#isDue(item))) continue;
      this.#sending.value = true;
      await this.#services.exclusively(() => this.#sendRound());
    }
  }

  async #sendRound(): Promise<void> {
    const tried = new Set<string>();
    for (;;) {
      // Another tab may have sent it, or removed a file of it, while this one waited for the lock.
      this.readStore();
      const item = this.#items.peek().find((one) => this.#isDue(one) && !tried.has(one.key));
      if (!item || this.#isSealed) return;
      tried.add(item.key);
      const isDone = await this.#send(item);
      if (isDone) this.#resetRetries();
      else this.#scheduleRetry();
      if (!isDone && item.attempts < MAX_BLOCKING_ATTEMPTS) return;
    }
  }

  /** Send a note; resolve to whether nothing more has to be done for it. */
  async #send(item: WaitingNote): Promise<boolean> {
    try {
      const { noteId, key, title, text, tags } = item;
      let id = noteId;
      if (id === undefined) {
        // Recorded before it is sent: it may arrive even if this page is closed before the response.
        this.#write({ ...item, attempts: item.attempts + 1 });
        const note = await this.#services.post(key, { title, text, tags });
        if (this.#isSealed) return true;
        id = note.id;
        this.#write({ ...this.#latest(item), noteId: id });
        this.#services.onNote(note);
      }
      const { files } = this.#latest(item);
      if (files.length > 0) await this.#services.enqueueFiles(files, id);
      this.#remove(item);
      return true;
    } catch (error) {
      return this.#handleError(item, error);
    }
  }

  #handleError(item: WaitingNote, error: unknown): boolean {
    this.#problem.value = error instanceof Offline ? 'offline' : 'failing';
    if (!(error instanceof ApiError) || error.status >= 500 || TRANSIENT_STATUSES.has(error.status)) return false;
    // An earlier attempt, whose response was lost, created the note, and it has been deleted since.
    if (error.status === 409 && item.attempts > 0 && error.problem.detail.includes('Idempotency-Key'))
      this.#remove(item);
    else this.#write({ ...this.#latest(item), refusal: this.#services.errorMessage(error) });
    return true;
  }

  #resetRetries(): void {
    this.#problem.value = null;
    this.#retryDelay = MIN_RETRY_DELAY_MS;
  }

  #scheduleRetry(): void {
    if (this.#isRetrying) return;
    this.#isRetrying = true;
    const delay = this.#retryDelay;
    this.#retryDelay = Math.min(MAX_RETRY_DELAY_MS, delay * 2);
    void this.#services.sleep(delay).then(() => {
      this.#isRetrying = false;
      void this.flush();
    });
  }

  #isDue({ refusal, held, pageOnly, tab }: WaitingNote): boolean {
    return refusal === undefined && !held && (!pageOnly || tab === this.#services.tab);
  }

  #latest(item: WaitingNote): WaitingNote {
    return this.#memoryOnly.get(item.key) ?? this.#read(this.#prefix + item.key) ?? item;
  }

  #read(name: string): WaitingNote | null {
    try {
      return JSON.parse(this.#services.store.getItem(name) ?? 'null') as WaitingNote | null;
    } catch {
      return null;
    }
  }

  #write(item: WaitingNote): void {
    if (this.#isSealed) return;
    try {
      this.#services.store.setItem(this.#prefix + item.key, JSON.stringify(item));
      this.#memoryOnly.delete(item.key);
    } catch {
      this.#memoryOnly.set(item.key, item);
    }
    this.readStore();
  }

  #remove({ key }: WaitingNote): void {
    this.#memoryOnly.delete(key);
    try {
      this.#services.store.removeItem(this.#prefix + key);
    } catch {
      // Nothing was stored there either.
    }
    this.readStore();
  }
}
