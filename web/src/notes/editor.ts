/** One note being edited: the autosave machine, with the service, a clock and the drafts around it. */

import { signal, type ReadonlySignal } from '@preact/signals';
import { ApiError, Offline, type Api } from '../api/client';
import type { Note } from '../api/types';
import { isDirty, next, open, type Autosave, type Happening, type Order } from './autosave';
import { clean, contentOf, type Content } from './content';
import type { Drafts } from './drafts';

export interface Surroundings {
  api: Pick<Api, 'note' | 'changeNote' | 'restoreNote' | 'createNote'>;
  drafts: Drafts;
  /** Told of every version of the note that the service answers. */
  onNote: (note: Note) => void;
  random?: () => number;
}

/** A draft is written this long after the first key at the latest. */
const DRAFT_PAUSE = 250;
const TRANSIENT = new Set([408, 429]);

export class NoteEditor {
  readonly id: string;
  readonly #around: Surroundings;
  readonly #state;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #draftTimer: ReturnType<typeof setTimeout> | undefined;
  #request: Promise<void> | null = null;

  constructor(note: Note, around: Surroundings) {
    this.id = note.id;
    this.#around = around;
    const draft = around.drafts.find(note.id);
    this.#state = signal<Autosave>(draft ? open(draft.base, draft.content) : open(note));
    if (draft) this.#tell({ name: 'read', note });
  }

  get state(): ReadonlySignal<Autosave> {
    return this.#state;
  }

  edit(changes: Partial<Content>): void {
    const draft = { ...this.#state.peek().draft, ...changes };
    this.#tell({ name: 'edited', draft: { ...draft, title: clean(draft.title), text: clean(draft.text) } });
  }

  /** Save without waiting for a pause; a connection that was lost is tried again. */
  saveNow(): void {
    this.#writeDraft();
    this.#tell({ name: 'hurry' });
  }

  /** Resolves when nothing is under way any more; not everything may be saved then. */
  async settled(): Promise<void> {
    while (this.#request) await this.#request;
  }

  /** Look whether the note has changed elsewhere, as it does when a file is attached to it. */
  refresh(): void {
    this.#tell({ name: 'doubted' });
  }

  keepMine(): void {
    this.#tell({ name: 'keep mine' });
  }

  takeTheirs(): void {
    this.#tell({ name: 'take theirs' });
  }

  /** What was typed becomes a note of its own, and this one is what the others made of it. Rejects as the API does. */
  async keepBoth(): Promise<Note> {
    const { draft, phase, base } = this.#state.peek();
    const { title, text, tags, pinned } = draft;
    const copy = await this.#around.api.createNote({ title, text, tags, pinned }, `${base.id}-${crypto.randomUUID()}`);
    this.#around.onNote(copy);
    if (phase.name === 'conflict' && phase.theirs) this.takeTheirs();
    else this.#around.drafts.forget(this.id);
    return copy;
  }

  /** Let go of what was typed. */
  abandon(): void {
    const state = this.#state.peek();
    this.#state.value = { ...state, draft: contentOf(state.base) };
  }

  /** Nobody looks at this note any more, and everything is saved. */
  close(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#draftTimer);
    this.#writeDraft();
  }

  #tell(happening: Happening): void {
    const random = (this.#around.random ?? Math.random)();
    const [state, orders] = next(this.#state.peek(), happening, random);
    this.#state.value = state;
    if (isDirty(state))
      this.#draftTimer ??= setTimeout(() => {
        this.#writeDraft();
      }, DRAFT_PAUSE);
    else this.#writeDraft();
    for (const order of orders) this.#carryOut(order);
  }

  #writeDraft(): void {
    clearTimeout(this.#draftTimer);
    this.#draftTimer = undefined;
    const state = this.#state.peek();
    if (isDirty(state)) this.#around.drafts.keep(this.id, { base: state.base, content: state.draft, at: Date.now() });
    else this.#around.drafts.forget(this.id);
  }

  #carryOut(order: Order): void {
    switch (order.name) {
      case 'wait':
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => {
          this.#tell({ name: 'due' });
        }, order.milliseconds);
        break;
      case 'stop waiting':
        clearTimeout(this.#timer);
        break;
      default:
        this.#send(order);
    }
  }

  #send(order: Extract<Order, { name: 'save' | 'read' }>): void {
    const request = this.#ask(order).then((happening) => {
      if (this.#request === request) this.#request = null;
      this.#tell(happening);
    });
    this.#request = request;
  }

  async #ask(order: Extract<Order, { name: 'save' | 'read' }>): Promise<Happening> {
    const { api, onNote } = this.#around;
    try {
      if (order.name === 'read') {
        const note = await api.note(this.id);
        onNote(note);
        return { name: 'read', note };
      }
      const version = order.restore ? (await api.restoreNote(this.id)).version : order.version;
      const note = await api.changeNote(this.id, order.changes, version);
      onNote(note);
      return { name: 'saved', note };
    } catch (error) {
      return happeningOf(error);
    }
  }
}

/** What an error of the API means for a note that is being edited. */
export function happeningOf(error: unknown): Happening {
  if (error instanceof Offline) return { name: 'offline' };
  if (!(error instanceof ApiError)) return { name: 'refused', detail: error instanceof Error ? error.message : '' };
  const { status } = error;
  // 409 says that the note lies in the trash: reading it says so, too.
  if (status === 412 || status === 409) return { name: 'stale' };
  if (status === 404) return { name: 'vanished' };
  if (status >= 500 || TRANSIENT.has(status)) return { name: 'failed', detail: error.message };
  return { name: 'refused', detail: error.message };
}
