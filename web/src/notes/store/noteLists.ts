/** Actions on notes in lists, here and on other devices; the lists are updated optimistically. */

import { batch } from '@preact/signals';
import { etag, type Api } from '../../api/client';
import { ApiError } from '../../api/errors';
import type { Change, Note, NoteSummary, State } from '../../api/types';
import { summaryOf } from './listing';
import { LoadedLists } from './loadedLists';
import { PendingEdits, type PendingEdit } from './pendingEdits';

export type NoteFlags = Pick<Note, 'pinned'> | { state: Exclude<State, 'trashed'> };

const MAX_PREFETCHED = 20;
const PREFETCH_LIFETIME_MS = 30_000;

export class NoteLists {
  /** The lists as the page shows them; only this class changes their notes. */
  readonly loaded: LoadedLists;
  readonly #api: Api;
  readonly #pendingEdits = new PendingEdits();
  /** The last request for each note, so that its requests run in order. */
  readonly #queues = new Map<string, Promise<unknown>>();
  /** Ids of notes that are being permanently deleted: a list read meanwhile still contains them. */
  readonly #purging = new Set<string>();
  /** Ids of permanently deleted notes; what was read before that must not bring them back. */
  readonly #purged = new Set<string>();
  readonly #prefetched = new Map<string, { at: number; note: Promise<Note> }>();

  constructor(api: Api) {
    this.#api = api;
    this.loaded = new LoadedLists(api, this.#pendingEdits, (id) => this.#purging.has(id) || this.#purged.has(id));
  }

  /** Update the lists with a note that the service reported. */
  update(note: Note | NoteSummary): void {
    if (this.#purged.has(note.id)) return;
    this.loaded.put(note.id, 'text' in note ? summaryOf(note) : note);
  }

  /** Show the note with a pending edit, also in what is read meanwhile; return a function that ends that. */
  addPendingEdit(note: NoteSummary, edit: PendingEdit): () => NoteSummary {
    const endEdit = this.#pendingEdits.add(note, edit);
    this.update(note);
    return endEdit;
  }

  /** Remove the note from all lists. */
  remove(id: string): void {
    this.loaded.put(id, null);
  }

  /** Apply changes from the change feed; those made here are known already. */
  apply(changes: readonly Change[]): void {
    batch(() => {
      for (const change of changes) {
        if (change.type === 'note') this.#applyNote(change.note);
        if (change.type === 'gone' && change.entity === 'note') this.#removePurged(change.id);
      }
    });
  }

  /** Start reading a note that is likely to be opened next. */
  prefetch(id: string): void {
    const known = this.#prefetched.get(id);
    if (known && Date.now() - known.at < PREFETCH_LIFETIME_MS) return;
    const note = this.#get(id);
    note.catch(() => this.#prefetched.delete(id));
    this.#prefetched.set(id, { at: Date.now(), note });
    const [oldest] = this.#prefetched.keys();
    if (this.#prefetched.size > MAX_PREFETCHED && oldest) this.#prefetched.delete(oldest);
  }

  /** Return the whole note; the prefetched one, unless a newer version is known. */
  async read(id: string): Promise<Note> {
    // After pending requests: what was read before or during them may be the old version.
    await this.#queues.get(id)?.catch(() => undefined);
    const prefetched = this.#prefetched.get(id);
    this.#prefetched.delete(id);
    if (prefetched && Date.now() - prefetched.at < PREFETCH_LIFETIME_MS) {
      const note = await prefetched.note;
      if (note.version >= (this.loaded.summary(id)?.version ?? 0)) return note;
    }
    const note = await this.#get(id);
    this.update(note);
    return note;
  }

  /** Pin or unpin a note, archive it or move it back. */
  async change(note: NoteSummary, flags: NoteFlags): Promise<void> {
    await this.#changeOptimistically(note, flags, async () => {
      const version = this.loaded.summary(note.id)?.version ?? note.version;
      try {
        return await this.#patch(note.id, flags, version);
      } catch (error) {
        if (!(error instanceof ApiError && error.status === 412)) throw error;
        // The requested edit does not depend on what else has changed, so it is retried.
        return this.#patch(note.id, flags, (await this.#get(note.id)).version);
      }
    });
  }

  async trash(note: NoteSummary): Promise<void> {
    await this.#changeOptimistically(note, { state: 'trashed' }, async () => {
      const { version } = this.loaded.summary(note.id) ?? note;
      await this.#api.delete('/notes/{note_id}', { path: { note_id: note.id } });
      const now = this.loaded.summary(note.id) ?? note;
      // The change feed may have brought this version already.
      return { ...now, state: 'trashed', version: Math.max(now.version, version + 1) };
    });
  }

  async restore(note: NoteSummary): Promise<void> {
    await this.#changeOptimistically(note, { state: 'active' }, () =>
      this.#api.post('/notes/{note_id}/restore', { path: { note_id: note.id } }),
    );
  }

  /** Hide a note from the lists; then `purge` it, or `cancelPurge`. */
  startPurge(note: NoteSummary): void {
    this.#purging.add(note.id);
    this.remove(note.id);
  }

  cancelPurge(note: NoteSummary): void {
    this.#purging.delete(note.id);
    this.update(note);
  }

  /** Permanently delete a note that is in the trash. */
  async purge(note: NoteSummary): Promise<void> {
    try {
      await this.#enqueue(note.id, () =>
        this.#api.delete('/notes/{note_id}', { path: { note_id: note.id }, query: { permanently: true } }),
      );
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) {
        this.cancelPurge(note);
        throw error;
      }
    }
    this.#removePurged(note.id);
  }

  #get(id: string): Promise<Note> {
    return this.#api.get('/notes/{note_id}', { path: { note_id: id } });
  }

  #patch(id: string, body: NoteFlags, version: number): Promise<Note> {
    return this.#api.patch('/notes/{note_id}', { path: { note_id: id }, header: { 'If-Match': etag(version) }, body });
  }

  #applyNote(note: NoteSummary): void {
    if (this.#purging.has(note.id)) return;
    const known = this.loaded.summary(note.id);
    // For the same version, the list may be ahead: it shows pending edits.
    if (!known || known.version < note.version) this.update(note);
  }

  #removePurged(id: string): void {
    this.#purged.add(id);
    this.#prefetched.delete(id);
    this.remove(id);
  }

  /** Show a requested edit at once, and the response of the service when it arrives. */
  async #changeOptimistically(
    before: NoteSummary,
    edit: PendingEdit,
    request: () => Promise<Note | NoteSummary>,
  ): Promise<void> {
    const endEdit = this.addPendingEdit(before, edit);
    try {
      await this.#enqueue(before.id, async () => {
        const note = await request();
        endEdit();
        // Before the next request for this note, which needs its version.
        this.update(note);
      });
    } catch (error) {
      const reported = endEdit();
      this.remove(before.id);
      if (!(error instanceof ApiError && error.status === 404)) this.update(reported);
      throw error;
    }
  }

  async #enqueue<Answer>(id: string, request: () => Promise<Answer>): Promise<Answer> {
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
