/** The editor of one note: it connects the autosave state machine to the service, timers and the drafts. */

import { signal, type ReadonlySignal } from '@preact/signals';
import type { Note } from '../../api/types';
import { sendRequest, type RequestEffect, type Service } from './requests';
import { next } from './autosave';
import { clean, contentOf, type Content } from './content';
import type { Drafts } from '../store/drafts';

import { initialState, type Autosave, type AutosaveEvent, type Effect } from './autosaveState';
import { UnsavedDraft } from './unsaved';

export interface Dependencies extends Service {
  drafts: Drafts;
  random?: () => number;
}

/** Delay before checking again when a request did not return the announced version. */
const RECHECK_DELAY_MS = 10_000;

export class NoteEditor {
  readonly id: string;
  readonly #dependencies: Dependencies;
  readonly #state;
  readonly #unsaved: UnsavedDraft;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The IME composition in progress, which takes several keys: the field must not change until it ends. */
  #composed: Promise<void> | undefined;
  #endComposing: () => void = () => undefined;
  #request: Promise<void> | null = null;
  /** The newest version that was announced; the note is read until that version is known. */
  #announced = 0;
  #recheckTimer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor(note: Note, dependencies: Dependencies) {
    this.id = note.id;
    this.#dependencies = dependencies;
    const draft = dependencies.drafts.find(note.id);
    this.#state = signal<Autosave>(draft ? initialState(draft.base, draft.content) : initialState(note));
    this.#unsaved = new UnsavedDraft(note.id, dependencies.drafts, draft, () => this.#state.peek());
    if (draft) this.#dispatch({ name: 'read', note });
  }

  get state(): ReadonlySignal<Autosave> {
    return this.#state;
  }

  edit(changes: Partial<Content>): void {
    const draft = { ...this.#state.peek().draft, ...changes };
    this.#dispatch({ name: 'edited', draft: { ...draft, title: clean(draft.title), text: clean(draft.text) } });
  }

  /** Start or end an IME composition; responses of the service wait until it ends. */
  compose(isComposing: boolean): void {
    this.#endComposing();
    this.#composed = isComposing ? new Promise((resolve) => (this.#endComposing = resolve)) : undefined;
  }

  /** Save without waiting for a pause in typing; also retry after a lost connection. */
  saveNow(): void {
    this.#unsaved.write();
    this.#dispatch({ name: 'saveNow' });
  }

  /** Wait until no request is in flight; there may still be unsaved edits then. */
  async requestsDone(): Promise<void> {
    while (this.#request) await this.#request;
  }

  /** Check whether the note has changed elsewhere, as it does when a file is attached to it. */
  refresh(): void {
    this.#dispatch({ name: 'maybeChanged' });
  }

  /** Handle the announcement that the note has this version. */
  notifyVersion(version: number): void {
    this.#announced = Math.max(this.#announced, version);
    this.#checkForUpdates();
  }

  /** Handle the permanent deletion of the note. */
  notifyDeleted(): void {
    this.#announced = 0;
    this.#dispatch({ name: 'deleted' });
  }

  /** Show the other version, so that the user can choose. */
  choose(): void {
    this.#dispatch({ name: 'choose' });
  }

  keepMine(): void {
    this.#dispatch({ name: 'keep mine' });
  }

  takeTheirs(): void {
    this.#dispatch({ name: 'take theirs' });
    this.#checkForUpdates();
  }

  /** Save the draft as a new note, and use the other version for this one. Rejects with the API's errors. */
  async keepBoth(): Promise<Note> {
    const { draft, phase, base } = this.#state.peek();
    const { title, text, tags, pinned } = draft;
    const copy = await this.#dependencies.api.post('/notes', {
      header: { 'Idempotency-Key': `${base.id}-${crypto.randomUUID()}` },
      body: { title, text, tags, pinned },
    });
    this.#dependencies.onNote(copy);
    if (phase.name === 'conflict' && phase.theirs) this.takeTheirs();
    else this.#unsaved.removeDraft();
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
    clearTimeout(this.#recheckTimer);
    this.#unsaved.write();
  }

  /** Read the note if a newer version was announced, unless a request in flight may return it. */
  #checkForUpdates(): void {
    const { base, phase } = this.#state.peek();
    if (this.#isClosed || this.#request || phase.name === 'conflict') return;
    const known = phase.name === 'changedElsewhere' && phase.theirs ? phase.theirs.version : base.version;
    if (this.#announced > known) this.refresh();
  }

  #dispatch(event: AutosaveEvent): void {
    const random = (this.#dependencies.random ?? Math.random)();
    const [state, effects] = next(this.#state.peek(), event, random);
    this.#state.value = state;
    this.#unsaved.schedule();
    for (const effect of effects) this.#run(effect);
  }

  #run(effect: Effect): void {
    switch (effect.name) {
      case 'wait':
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => {
          if (this.#composed) void this.#composed.then(() => this.#dispatch({ name: 'due' }));
          else this.#dispatch({ name: 'due' });
        }, effect.milliseconds);
        break;
      case 'stop waiting':
        clearTimeout(this.#timer);
        break;
      default:
        this.#send(effect);
    }
  }

  #send(effect: RequestEffect): void {
    const announced = this.#announced;
    const request = sendRequest(this.#dependencies, this.id, effect).then(async (event) => {
      await this.#composed;
      if (this.#request === request) this.#request = null;
      this.#dispatch(event);
      // Do not read again at once if the response lacks a version that was announced before the request.
      if (event.name === 'saved' || this.#announced > announced) this.#checkForUpdates();
      else if (event.name !== 'deleted') this.#recheckLater();
    });
    this.#request = request;
  }

  #recheckLater(): void {
    clearTimeout(this.#recheckTimer);
    this.#recheckTimer = setTimeout(() => {
      this.#checkForUpdates();
    }, RECHECK_DELAY_MS);
  }
}
