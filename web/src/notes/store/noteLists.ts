/** Actions on notes in lists, here and on other devices; the lists are updated optimistically. */

import { batch } from '@preact/signals';
import { etag } from '../../api/client';
import { ApiError } from '../../api/errors';
import type { Change, Note, NoteSummary, State } from '../../api/types';
import { summaryOf } from './listing';
import { LoadedLists } from './loadedLists';
import type { Wish } from './pendingEdits';

export type Quality = Pick<Note, 'pinned'> | { state: Exclude<State, 'trashed'> };

const PREFETCHED = 20;
const FRESH_FOR = 30_000;

export class NoteLists extends LoadedLists {
  /** The last request for each note, so that its requests run in order. */
  readonly #queues = new Map<string, Promise<unknown>>();
  /** Ids of notes that are being permanently deleted: a list read meanwhile still contains them. */
  readonly #leaving = new Set<string>();
  /** Ids of permanently deleted notes; what was read before that must not bring them back. */
  readonly #gone = new Set<string>();
  readonly #prefetched = new Map<string, { at: number; note: Promise<Note> }>();

  /** Update the lists with a note that the service reported. */
  absorb(note: Note | NoteSummary): void {
    if (this.#gone.has(note.id)) return;
    this.place(note.id, 'text' in note ? summaryOf(note) : note);
  }

  /** Show the note with a pending edit, also in what is read meanwhile; return a function that ends that. */
  mean(note: NoteSummary, wish: Wish): () => NoteSummary {
    const settle = this.meant.add(note, wish);
    this.absorb(note);
    return settle;
  }

  /** Remove the note from all lists. */
  drop(id: string): void {
    this.place(id, null);
  }

  /** Apply changes from the change feed; those made here are known already. */
  apply(changes: readonly Change[]): void {
    batch(() => {
      for (const change of changes) {
        if (change.type === 'note') this.#hear(change.note);
        if (change.type === 'gone' && change.entity === 'note') this.#forget(change.id);
      }
    });
  }

  /** Start reading a note that is likely to be opened next. */
  prefetch(id: string): void {
    const known = this.#prefetched.get(id);
    if (known && Date.now() - known.at < FRESH_FOR) return;
    const note = this.#get(id);
    note.catch(() => this.#prefetched.delete(id));
    this.#prefetched.set(id, { at: Date.now(), note });
    const [oldest] = this.#prefetched.keys();
    if (this.#prefetched.size > PREFETCHED && oldest) this.#prefetched.delete(oldest);
  }

  /** Return the whole note; the prefetched one, unless a newer version is known. */
  async read(id: string): Promise<Note> {
    // After pending requests: what was read before or during them may be the old version.
    await this.#queues.get(id)?.catch(() => undefined);
    const prefetched = this.#prefetched.get(id);
    this.#prefetched.delete(id);
    if (prefetched && Date.now() - prefetched.at < FRESH_FOR) {
      const note = await prefetched.note;
      if (note.version >= (this.summary(id)?.version ?? 0)) return note;
    }
    const note = await this.#get(id);
    this.absorb(note);
    return note;
  }

  /** Pin or unpin a note, archive it or move it back. */
  async change(note: NoteSummary, quality: Quality): Promise<void> {
    await this.#act(note, quality, async () => {
      const version = this.summary(note.id)?.version ?? note.version;
      try {
        return await this.#patch(note.id, quality, version);
      } catch (error) {
        if (!(error instanceof ApiError && error.status === 412)) throw error;
        // The requested edit does not depend on what else has changed, so it is retried.
        return this.#patch(note.id, quality, (await this.#get(note.id)).version);
      }
    });
  }

  async trash(note: NoteSummary): Promise<void> {
    await this.#act(note, { state: 'trashed' }, async () => {
      const { version } = this.summary(note.id) ?? note;
      await this.api.delete('/notes/{note_id}', { path: { note_id: note.id } });
      const now = this.summary(note.id) ?? note;
      // The change feed may have brought this version already.
      return { ...now, state: 'trashed', version: Math.max(now.version, version + 1) };
    });
  }

  async restore(note: NoteSummary): Promise<void> {
    await this.#act(note, { state: 'active' }, () =>
      this.api.post('/notes/{note_id}/restore', { path: { note_id: note.id } }),
    );
  }

  /** Hide a note from the lists; then `purge` it, or `keep` it after all. */
  hide(note: NoteSummary): void {
    this.#leaving.add(note.id);
    this.drop(note.id);
  }

  keep(note: NoteSummary): void {
    this.#leaving.delete(note.id);
    this.absorb(note);
  }

  /** Permanently delete a note that is in the trash. */
  async purge(note: NoteSummary): Promise<void> {
    try {
      await this.#queued(note.id, () =>
        this.api.delete('/notes/{note_id}', { path: { note_id: note.id }, query: { permanently: true } }),
      );
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) {
        this.keep(note);
        throw error;
      }
    }
    this.#forget(note.id);
  }

  protected isLeaving(id: string): boolean {
    return this.#leaving.has(id) || this.#gone.has(id);
  }

  #get(id: string): Promise<Note> {
    return this.api.get('/notes/{note_id}', { path: { note_id: id } });
  }

  #patch(id: string, body: Quality, version: number): Promise<Note> {
    return this.api.patch('/notes/{note_id}', { path: { note_id: id }, header: { 'If-Match': etag(version) }, body });
  }

  #hear(note: NoteSummary): void {
    if (this.#leaving.has(note.id)) return;
    const known = this.summary(note.id);
    // For the same version, the list may be ahead: it shows pending edits.
    if (!known || known.version < note.version) this.absorb(note);
  }

  #forget(id: string): void {
    this.#gone.add(id);
    this.#prefetched.delete(id);
    this.drop(id);
  }

  /** Show a requested edit at once, and the response of the service when it arrives. */
  async #act(before: NoteSummary, wish: Wish, request: () => Promise<Note | NoteSummary>): Promise<void> {
    const settle = this.mean(before, wish);
    try {
      await this.#queued(before.id, async () => {
        const note = await request();
        settle();
        // Before the next request for this note, which needs its version.
        this.absorb(note);
      });
    } catch (error) {
      const told = settle();
      this.drop(before.id);
      if (!(error instanceof ApiError && error.status === 404)) this.absorb(told);
      throw error;
    }
  }

  async #queued<Answer>(id: string, request: () => Promise<Answer>): Promise<Answer> {
    const earlier = this.#queues.get(id) ?? Promise.resolve();
    const answer = earlier.then(request, request);
    this.#queues.set(id, answer);
    try {
      return await answer;
    } finally {
      if (this.#queues.get(id) === answer) this.#queues.delete(id);
    }
  }
}
