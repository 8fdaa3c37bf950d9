/** The logic of the capture box, without its view: typing, saving, and notes that return from the outbox. */

import { notesCaptureText } from '#text/notesCapture';
import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import { blank, isBlank, joinDrafts } from './captureDraft';
import type { CaptureDraft, Drafts, FileRef } from '../store/drafts';
import type { Outbox } from '../store/outbox';

/** Storage for the bytes of files until they are sent. */
export interface FileStore {
  /** Store a file. Resolves to true if it is on the device, to false if only this page has it. */
  save: (id: string, file: File) => Promise<boolean>;
  remove: (id: string) => Promise<void>;
}

interface Dependencies {
  drafts: Drafts;
  outbox: Outbox;
  files: FileStore;
  tab: string;
}

export class Capture {
  readonly #dependencies: Dependencies;
  readonly #draft;
  readonly #problem = signal('');
  #isComposing = false;
  readonly #stop: () => void;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
    this.#draft = signal(dependencies.drafts.findCapture() ?? blank());
    this.#stop = effect(() => {
      if (dependencies.outbox.items.value.length > 0) untracked(() => this.#returnRejected());
    });
  }

  get draft(): ReadonlySignal<CaptureDraft> {
    return this.#draft;
  }

  /** The problem with the contents of the box, in words for the user; empty if there is none. */
  get problem(): ReadonlySignal<string> {
    return this.#problem;
  }

  change(changes: Partial<CaptureDraft>): void {
    this.#problem.value = '';
    this.#keep({ ...this.#draft.peek(), ...changes });
  }

  /** Move the draft to the outbox, and clear the box for the next note. */
  save(): void {
    const draft = this.#draft.peek();
    if (isBlank(draft)) return;
    // Add before clearing: in between, the note is in both places rather than in none.
    this.#dependencies.outbox.add(draft);
    this.change(blank());
  }

  /** Save a note with these files and the current draft. */
  async saveWith(files: readonly File[]): Promise<void> {
    if (files.length === 0) return;
    const { outbox, files: store } = this.#dependencies;
    const draft = this.#draft.peek();
    const added = files.map((file) => ({ ref: refTo(file), file }));
    const refs = added.map(({ ref }) => ref);
    const key = outbox.add({ ...draft, files: [...draft.files, ...refs] }, { held: true });
    this.change(blank());
    const kept = await Promise.all(added.map(({ ref, file }) => store.save(ref.id, file)));
    outbox.release(key, { pageOnly: kept.includes(false) });
  }

  removeFile(id: string): void {
    this.change({ files: this.#draft.peek().files.filter((file) => file.id !== id) });
    void this.#dependencies.files.remove(id);
  }

  /** Remove a file from a note that waits in the outbox. */
  removeWaitingFile(key: string, id: string): void {
    this.#dependencies.outbox.drop(key, id);
    void this.#dependencies.files.remove(id);
  }

  /** Move a note from the outbox back into the box, before the current draft. */
  edit(key: string): void {
    const item = this.#dependencies.outbox.take(key);
    if (!item) return;
    const { title, text, tags, files, refusal = '' } = item;
    this.#keep(joinDrafts({ title, text, tags, files }, this.#draft.peek()));
    this.#problem.value = refusal;
  }

  /** Take over the draft of a closed tab, if the box of this one is empty. */
  async adopt(): Promise<void> {
    const { drafts } = this.#dependencies;
    if (isBlank(this.#draft.peek())) {
      await drafts.adoptCapture((found) => this.#keep(joinDrafts(found, this.#draft.peek())));
    }
  }

  /** Start or end an IME composition; the field must not change until it ends. */
  compose(isComposing: boolean): void {
    this.#isComposing = isComposing;
    if (!isComposing) this.#returnRejected();
  }

  close(): void {
    this.#stop();
  }

  /** Move rejected notes that were written in this tab back into the box. */
  #returnRejected(): void {
    if (this.#isComposing) return;
    const { outbox, tab } = this.#dependencies;
    const refused = outbox.items.peek().filter((item) => item.refusal !== undefined && item.tab === tab);
    // The last one first, so that the first one ends up on top.
    for (const { key } of refused.reverse()) this.edit(key);
  }

  /** Set and store the draft at once, not after the next paint: the page may be reloaded before that. */
  #keep(next: CaptureDraft): void {
    this.#draft.value = next;
    const { drafts } = this.#dependencies;
    if (isBlank(next)) drafts.removeCapture();
    else if (!drafts.saveCapture(next)) this.#problem.value = notesCaptureText.notKept;
  }
}

function refTo({ name, type, size }: File): FileRef {
  return { id: crypto.randomUUID(), name, type, size };
}
