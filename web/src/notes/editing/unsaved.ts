import type { Content } from './content';
import type { Draft, Drafts } from '../store/drafts';
import { isDirty, type Autosave } from './autosaveState';

/** Maximum delay from the first unsaved keystroke until the draft is written. */
const DRAFT_DELAY_MS = 250;

/** The unsaved content of one editor, kept among the drafts until it is saved. */
export class UnsavedDraft {
  readonly #id: string;
  readonly #drafts: Drafts;
  readonly #state: () => Autosave;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #written: Content | undefined;

  /** Start with `found`, the draft that the editor was opened with. */
  constructor(id: string, drafts: Drafts, found: Draft | null, state: () => Autosave) {
    this.#id = id;
    this.#drafts = drafts;
    this.#written = found?.content;
    this.#state = state;
  }

  /** Schedule writing the draft if there are unsaved edits; otherwise remove it at once. */
  schedule(): void {
    if (!isDirty(this.#state())) this.write();
    else
      this.#timer ??= setTimeout(() => {
        this.write();
      }, DRAFT_DELAY_MS);
  }

  write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { base, draft } = this.#state();
    if (!isDirty(this.#state())) this.removeDraft();
    else this.#drafts.save(this.#id, { base, content: (this.#written = draft), at: Date.now() });
  }

  /** Remove the draft only if this editor wrote or found it: the same note may be edited in another window. */
  removeDraft(): void {
    if (this.#written) this.#drafts.remove(this.#id);
    this.#written = undefined;
  }
}
