/** The state of notes that outlives a view: the lists, the open editors, and the search and scroll position. */

import { notesText } from '#text/notes';
import { signal, type Signal } from '@preact/signals';
import type { Api } from '../../api/client';
import { ApiError, Offline } from '../../api/errors';
import type { Change, Note, NoteSummary, State } from '../../api/types';
import { api, session } from '../../context';
import { subscribeToChanges } from '../../live/subscribers';
import type { Locks } from '../../ui/tabId';
import { currentTabId } from '../../ui/currentTab';
import { toast } from '../../ui/toast';
import { Capture } from '../capture/capture';
import { isDirty, isUndecided } from '../editing/autosaveState';
import { Drafts, type Draft } from './drafts';
import { NoteEditor } from '../editing/editor';
import { NoteLists } from './noteLists';
import { ordered } from './listing';
import type { Outbox } from './outbox';
import { createOutbox, waitingFiles } from './outboxRequests';

/** The search query, tag filter and scroll position of a list. */
export interface ListViewState {
  query: Signal<string>;
  tag: Signal<string | null>;
  scroll: number;
}

export class NotesStore {
  readonly lists: NoteLists;
  readonly drafts: Drafts;
  readonly outbox: Outbox;
  readonly capture: Capture;
  readonly listViews: Record<State, ListViewState> = {
    active: listViewState(),
    archived: listViewState(),
    trashed: listViewState(),
  };
  /** Ids of the notes as last listed, for "next" and "previous". */
  order: string[] = [];
  readonly owner: string;
  readonly #api: Api;
  readonly #editors = new Map<string, NoteEditor>();
  readonly #closing = new AbortController();

  constructor(api: Api, store: Storage, owner: string, tab: string, locks: Locks) {
    this.#api = api;
    this.owner = owner;
    this.lists = new NoteLists(api);
    this.drafts = new Drafts(store, owner, tab, locks);
    this.outbox = createOutbox({ api, store, owner, tab, locks, lists: this.lists });
    this.capture = new Capture({ drafts: this.drafts, outbox: this.outbox, files: waitingFiles(owner), tab });
    const { signal } = this.#closing;
    signal.addEventListener('abort', subscribeToChanges(this));
    const saveAll = (): void => this.saveAll();
    const flush = (): void => void this.outbox.flush();
    addEventListener('online', flush, { signal });
    addEventListener('storage', () => this.outbox.readStore(), { signal });
    addEventListener('online', saveAll, { signal });
    addEventListener('pagehide', saveAll, { signal });
    document.addEventListener(
      'visibilitychange',
      () => {
        if (document.visibilityState === 'hidden') saveAll();
        else flush();
      },
      { signal },
    );
  }

  /** Apply changes made elsewhere: update the lists, and let open editors read the new versions. */
  apply(changes: readonly Change[]): void {
    this.lists.apply(changes);
    for (const change of changes) {
      if (change.type === 'note') this.#editors.get(change.id)?.notifyVersion(change.note.version);
      if (change.type === 'gone') this.#editors.get(change.id)?.notifyDeleted();
    }
  }

  async reload(): Promise<void> {
    for (const editor of this.#editors.values()) editor.refresh();
    await this.lists.loaded.reload();
  }

  /** Save all unsaved edits, without waiting for a pause in typing. */
  saveAll(): void {
    for (const editor of this.#editors.values()) editor.saveNow();
  }

  /** Save all unsaved edits and waiting notes; resolve when no request is in flight. */
  async finish(): Promise<void> {
    this.saveAll();
    await Promise.all([this.outbox.flush(), ...[...this.#editors.values()].map((editor) => editor.requestsDone())]);
  }

  /** Return the editor of a note that is open or still being saved. */
  editor(id: string): NoteEditor | undefined {
    return this.#editors.get(id);
  }

  /** Return the editor of this note: the existing one, if there is one, otherwise a new one. */
  async edit(id: string): Promise<NoteEditor> {
    const known = this.#editors.get(id);
    if (known) {
      known.refresh();
      return known;
    }
    await this.drafts.adopt(id);
    try {
      return this.#open(await this.lists.read(id));
    } catch (error) {
      const draft = this.drafts.find(id);
      // A draft can be read and edited offline, too.
      if (draft && error instanceof Offline) return this.#open(draft.base);
      throw error;
    }
  }

  /** Save a note that is not shown any more, and close its editor once that is done. */
  async leave(id: string): Promise<void> {
    const editor = this.#editors.get(id);
    if (!editor) return;
    editor.saveNow();
    await editor.requestsDone();
    const state = editor.state.peek();
    if (!isDirty(state)) this.closeEditor(id);
    else if (isUndecided(state)) toast(notesText.unsavedEdits.needChoice(state.draft.title));
  }

  /** Close a note's editor, even if it has unsaved edits. */
  closeEditor(id: string): void {
    this.#editors.get(id)?.close();
    this.#editors.delete(id);
  }

  /** Return the id of the note before or after this one, in the order last listed. */
  neighbour(id: string, step: 1 | -1): string | undefined {
    const order = this.order.length
      ? this.order
      : ordered(this.lists.loaded.listing('active').peek()).map((note) => note.id);
    const at = order.indexOf(id);
    return at < 0 ? undefined : order[at + step];
  }

  /** Save the drafts that an earlier page of this tab, or a closed tab, has left. */
  async resumeDrafts(): Promise<void> {
    this.saveAll();
    await this.outbox.resume();
    for (const id of this.drafts.ids()) {
      // Several tabs may have left one each; one with a conflict waits for the user, and so do the others.
      for (let at = 0; at >= 0 && !this.#editors.has(id);) at = await this.#resumeOne(id, at);
    }
  }

  close(): void {
    this.#closing.abort();
    for (const editor of this.#editors.values()) editor.close();
    this.capture.close();
  }

  /** Stop writing and sending anything: the owner signs out. */
  seal(): void {
    this.drafts.seal();
    this.outbox.seal();
    this.close();
  }

  /** Save one draft; resolve to the time it was written, or to -1 if there is none or it is the same as before. */
  async #resumeOne(id: string, before: number): Promise<number> {
    await this.drafts.adopt(id);
    const draft = this.drafts.find(id);
    if (!draft || draft.at === before) return -1;
    await this.#resume(id, draft);
    return draft.at;
  }

  async #resume(id: string, draft: Draft): Promise<void> {
    if (this.#closing.signal.aborted || this.#editors.has(id)) return;
    try {
      this.#open(await this.#api.get('/notes/{note_id}', { path: { note_id: id } }));
      await this.leave(id);
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) return;
      const { title, text, tags, pinned } = draft.content;
      const header = { 'Idempotency-Key': `draft-${id}-${draft.at}` };
      this.lists.update(await this.#api.post('/notes', { header, body: { title, text, tags, pinned } }));
      this.drafts.remove(id);
      toast(notesText.unsavedEdits.becameNewNote);
    }
  }

  #open(note: Note): NoteEditor {
    const known = this.#editors.get(note.id);
    if (known) return known;
    const editor = new NoteEditor(note, {
      api: this.#api,
      drafts: this.drafts,
      onNote: (reported: Note | NoteSummary) => this.lists.update(reported),
    });
    this.#editors.set(note.id, editor);
    return editor;
  }
}

function listViewState(): ListViewState {
  return { query: signal(''), tag: signal(null), scroll: 0 };
}

let current: NotesStore | null = null;

/** Return the notesStore of the signed-in user; the same one when their session ended and they sign in again. */
export function notesStore(): NotesStore {
  // Drafts are kept per user, because several may share this browser.
  const owner = session.userId.peek() ?? 'nobody';
  if (current?.owner !== owner) {
    current?.close();
    const store = (current = new NotesStore(api, localStorage, owner, currentTabId, navigator.locks));
    session.onSave(() => store.finish());
    session.onSignOut(() => {
      store.seal();
      return Promise.resolve();
    });
  }
  return current;
}
