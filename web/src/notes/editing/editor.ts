/** The editor of one note: it connects the autosave state machine to the service, timers and the drafts. */

import { signal, type ReadonlySignal } from '@preact/signals';
import type { Note } from '../../api/types';
import { ask, type Asked, type Service } from './requests';
import { next } from './autosave';
import { clean, contentOf, type Content } from './content';
import type { Drafts } from '../store/drafts';

import { open, type Autosave, type Happening, type Order } from './phases';
import { Unsaved } from './unsaved';

export interface Surroundings extends Service {
  drafts: Drafts;
  random?: () => number;
}

/** Delay, in milliseconds, before checking again when a request did not return the announced version. */
const LOOK_PAUSE = 10_000;

export class NoteEditor {
  readonly id: string;
  readonly #around: Surroundings;
  readonly #state;
  readonly #unsaved: Unsaved;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The IME composition in progress, which takes several keys: the field must not change until it ends. */
  #composed: Promise<void> | undefined;
  #endComposing: () => void = () => undefined;
  #request: Promise<void> | null = null;
  /** The newest version that was announced; the note is read until that version is known. */
  #told = 0;
  #lookTimer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor(note: Note, around: Surroundings) {
    this.id = note.id;
    this.#around = around;
    const draft = around.drafts.find(note.id);
    this.#state = signal<Autosave>(draft ? open(draft.base, draft.content) : open(note));
    this.#unsaved = new Unsaved(note.id, around.drafts, draft, () => this.#state.peek());
    if (draft) this.#tell({ name: 'read', note });
  }

  get state(): ReadonlySignal<Autosave> {
    return this.#state;
  }

  edit(changes: Partial<Content>): void {
    const draft = { ...this.#state.peek().draft, ...changes };
    this.#tell({ name: 'edited', draft: { ...draft, title: clean(draft.title), text: clean(draft.text) } });
  }

  /** Start or end an IME composition; responses of the service wait until it ends. */
  compose(isComposing: boolean): void {
    this.#endComposing();
    this.#composed = isComposing ? new Promise((resolve) => (this.#endComposing = resolve)) : undefined;
  }

  /** Save without waiting for a pause in typing; also retry after a lost connection. */
  saveNow(): void {
    this.#unsaved.write();
    this.#tell({ name: 'hurry' });
  }

  /** Wait until no request is in flight; there may still be unsaved edits then. */
  async settled(): Promise<void> {
    while (this.#request) await this.#request;
  }

  /** Check whether the note has changed elsewhere, as it does when a file is attached to it. */
  refresh(): void {
    this.#tell({ name: 'doubted' });
  }

  /** Handle the announcement that the note has this version. */
  hear(version: number): void {
    this.#told = Math.max(this.#told, version);
    this.#look();
  }

  /** Handle the permanent deletion of the note. */
  vanish(): void {
    this.#told = 0;
    this.#tell({ name: 'vanished' });
  }

  /** Show the other version, so that the user can choose. */
  choose(): void {
    this.#tell({ name: 'choose' });
  }

  keepMine(): void {
    this.#tell({ name: 'keep mine' });
  }

  takeTheirs(): void {
    this.#tell({ name: 'take theirs' });
    this.#look();
  }

  /** Save the draft as a new note, and use the other version for this one. Rejects with the API's errors. */
  async keepBoth(): Promise<Note> {
    const { draft, phase, base } = this.#state.peek();
    const { title, text, tags, pinned } = draft;
    const copy = await this.#around.api.post('/notes', {
      header: { 'Idempotency-Key': `${base.id}-${crypto.randomUUID()}` },
      body: { title, text, tags, pinned },
    });
    this.#around.onNote(copy);
    if (phase.name === 'conflict' && phase.theirs) this.takeTheirs();
    else this.#unsaved.forget();
    return copy;
  }

  /** Discard unsaved edits. */
  abandon(): void {
    const state = this.#state.peek();
    this.#state.value = { ...state, draft: contentOf(state.base) };
  }

  /** Stop the timers, and write the draft if there are unsaved edits. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#lookTimer);
    this.#unsaved.write();
  }

  /** Read the note if a newer version was announced, unless a request in flight may return it. */
  #look(): void {
    const { base, phase } = this.#state.peek();
    if (this.#isClosed || this.#request || phase.name === 'conflict') return;
    const known = phase.name === 'ahead' && phase.theirs ? phase.theirs.version : base.version;
    if (this.#told > known) this.refresh();
  }

  #tell(happening: Happening): void {
    const random = (this.#around.random ?? Math.random)();
    const [state, orders] = next(this.#state.peek(), happening, random);
    this.#state.value = state;
    this.#unsaved.note();
    for (const order of orders) this.#carryOut(order);
  }

  #carryOut(order: Order): void {
    switch (order.name) {
      case 'wait':
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => {
          if (this.#composed) void this.#composed.then(() => this.#tell({ name: 'due' }));
          else this.#tell({ name: 'due' });
        }, order.milliseconds);
        break;
      case 'stop waiting':
        clearTimeout(this.#timer);
        break;
      default:
        this.#send(order);
    }
  }

  #send(order: Asked): void {
    const told = this.#told;
    const request = ask(this.#around, this.id, order).then(async (happening) => {
      await this.#composed;
      if (this.#request === request) this.#request = null;
      this.#tell(happening);
      // Do not read again at once if the response lacks a version that was announced before the request.
      if (happening.name === 'saved' || this.#told > told) this.#look();
      else if (happening.name !== 'vanished') this.#lookLater();
    });
    this.#request = request;
  }

  #lookLater(): void {
    clearTimeout(this.#lookTimer);
    this.#lookTimer = setTimeout(() => {
      this.#look();
    }, LOOK_PAUSE);
  }
}
