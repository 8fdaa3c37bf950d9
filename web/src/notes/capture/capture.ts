/** The logic of the capture box, without its view: typing, saving, and notes that return from the outbox. */

import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import { blank, isBlank, joined } from './captureDraft';
import type { CaptureDraft, Drafts, FileRef } from '../store/drafts';
import type { Outbox } from '../store/outbox';

/** Storage for the bytes of files until they are sent. */
export interface FileStore {
  /** Store a file. Resolves to true if it is on the device, to false if only this page has it. */
  keep: (id: string, file: File) => Promise<boolean>;
  forget: (id: string) => Promise<void>;
}

interface Surroundings {
  drafts: Drafts;
  outbox: Outbox;
  files: FileStore;
  tab: string;
}

const NOT_KEPT = 'This browser has no room to keep what you type. Save it before you close this tab.';

export class Capture {
  readonly #around: Surroundings;
  readonly #draft;
  readonly #problem = signal('');
  #isComposing = false;
  readonly #stop: () => void;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#draft = signal(around.drafts.findCapture() ?? blank());
    this.#stop = effect(() => {
      if (around.outbox.items.value.length > 0) untracked(() => this.#takeBack());
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
    this.#around.outbox.add(draft);
    this.change(blank());
  }

  /** Save a note with these files and the current draft. */
  async saveWith(files: readonly File[]): Promise<void> {
    if (files.length === 0) return;
    const { outbox, files: store } = this.#around;
    const draft = this.#draft.peek();
    const added = files.map((file) => ({ ref: refTo(file), file }));
    const refs = added.map(({ ref }) => ref);
    const key = outbox.add({ ...draft, files: [...draft.files, ...refs] }, { held: true });
    this.change(blank());
    const kept = await Promise.all(added.map(({ ref, file }) => store.keep(ref.id, file)));
    outbox.release(key, { pageOnly: kept.includes(false) });
  }

  removeFile(id: string): void {
    this.change({ files: this.#draft.peek().files.filter((file) => file.id !== id) });
    void this.#around.files.forget(id);
  }

  /** Remove a file from a note that waits in the outbox. */
  removeWaitingFile(key: string, id: string): void {
    this.#around.outbox.drop(key, id);
    void this.#around.files.forget(id);
  }

  /** Move a note from the outbox back into the box, before the current draft. */
  edit(key: string): void {
    const item = this.#around.outbox.take(key);
    if (!item) return;
    const { title, text, tags, files, refusal = '' } = item;
    this.#keep(joined({ title, text, tags, files }, this.#draft.peek()));
    this.#problem.value = refusal;
  }

  /** Take over the draft of a closed tab, if the box of this one is empty. */
  async adopt(): Promise<void> {
    const { drafts } = this.#around;
    if (isBlank(this.#draft.peek())) {
      await drafts.adoptCapture((found) => this.#keep(joined(found, this.#draft.peek())));
    }
  }

  /** Start or end an IME composition; the field must not change until it ends. */
  compose(isComposing: boolean): void {
    this.#isComposing = isComposing;
    if (!isComposing) this.#takeBack();
  }

  close(): void {
    this.#stop();
  }

  /** Move rejected notes that were written in this tab back into the box. */
  #takeBack(): void {
    if (this.#isComposing) return;
    const { outbox, tab } = this.#around;
    const refused = outbox.items.peek().filter((item) => item.refusal !== undefined && item.tab === tab);
    // The last one first, so that the first one ends up on top.
    for (const { key } of refused.reverse()) this.edit(key);
  }

  /** Set and store the draft at once, not after the next paint: the page may be reloaded before that. */
  #keep(next: CaptureDraft): void {
    this.#draft.value = next;
    const { drafts } = this.#around;
    if (isBlank(next)) drafts.forgetCapture();
    else if (!drafts.keepCapture(next)) this.#problem.value = NOT_KEPT;
  }
}

function refTo({ name, type, size }: File): FileRef {
  return { id: crypto.randomUUID(), name, type, size };
}
