import type { Content } from './content';
import type { Draft, Drafts } from '../store/drafts';
import { isDirty, type Autosave } from './phases';

/** A draft is written this long after the first key at the latest. */
const PAUSE = 250;

/** Keeps what is typed in one editor among the drafts for as long as it is not saved. */
export class Unsaved {
  readonly #id: string;
  readonly #drafts: Drafts;
  readonly #state: () => Autosave;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #written: Content | undefined;

  /** `found` is the draft that this editor has begun with. */
  constructor(id: string, drafts: Drafts, found: Draft | null, state: () => Autosave) {
    this.#id = id;
    this.#drafts = drafts;
    this.#written = found?.content;
    this.#state = state;
  }

  /** Something may have been typed, or saved. */
  note(): void {
    if (!isDirty(this.#state())) this.write();
    else
      this.#timer ??= setTimeout(() => {
        this.write();
      }, PAUSE);
  }

  write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { base, draft } = this.#state();
    if (!isDirty(this.#state())) this.forget();
    else this.#drafts.keep(this.#id, { base, content: (this.#written = draft), at: Date.now() });
  }

  /** Only what was written from here: somebody may be typing into the same note in another window. */
  forget(): void {
    if (this.#written) this.#drafts.forget(this.#id);
    this.#written = undefined;
  }
}
