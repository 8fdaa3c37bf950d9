/** What is done to a note from wherever it is shown, each with a way back. */

import { effect } from '@preact/signals';
import type { NoteSummary } from '../api/types';
import { wordsFor } from '../ui/ErrorNote';
import { toast, toasts } from '../ui/toast';
import type { Quality } from './library';
import type { Workbench } from './workbench';

export class Actions {
  readonly #bench: Workbench;

  constructor(bench: Workbench) {
    this.#bench = bench;
  }

  async pin(note: NoteSummary): Promise<void> {
    await this.#change(note, { pinned: !note.pinned });
  }

  /** Into the archive, or out of it. */
  async archive(note: NoteSummary): Promise<void> {
    const goes = note.state === 'active';
    toast(goes ? 'Archived' : 'Moved back to your notes', {
      undo: () => void this.#change(this.#now(note), { state: goes ? 'active' : 'archived' }),
    });
    await this.#change(note, { state: goes ? 'archived' : 'active' });
  }

  /** Into the trash, with everything that was typed. */
  async trash(note: NoteSummary): Promise<void> {
    const trashing = attempt(this.#saveAndTrash(note));
    toast('Moved to the trash', {
      undo: () => void trashing.then(() => attempt(this.#bench.library.restore(this.#now(note)))),
    });
    await trashing;
  }

  async restore(note: NoteSummary): Promise<void> {
    toast('Restored', { undo: () => void attempt(this.#bench.library.trash(this.#now(note))) });
    await attempt(this.#bench.library.restore(note));
  }

  /** For good, once the offer to undo it is gone. */
  purge(note: NoteSummary): void {
    const { library } = this.#bench;
    let kept = false;
    library.hide(note);
    toast('Deleted for good', {
      undo: () => {
        kept = true;
        library.keep(note);
      },
    });
    const id = toasts.peek().at(-1)?.id;
    const stop = effect(() => {
      if (toasts.value.some((shown) => shown.id === id)) return;
      // A toast goes away before its undo is carried out.
      setTimeout(() => {
        stop();
        if (kept) return;
        this.#bench.drafts.forget(note.id);
        void attempt(library.purge(note));
      });
    });
  }

  async #change(note: NoteSummary, quality: Quality): Promise<void> {
    const editor = this.#bench.editor(note.id);
    if (!editor) return attempt(this.#bench.library.change(note, quality));
    this.#bench.library.absorb({ ...this.#now(note), ...quality });
    editor.edit(quality);
    editor.saveNow();
    return undefined;
  }

  async #saveAndTrash(note: NoteSummary): Promise<void> {
    const editor = this.#bench.editor(note.id);
    editor?.saveNow();
    await editor?.settled();
    await this.#bench.library.trash(this.#now(note));
    this.#bench.forget(note.id);
  }

  #now(note: NoteSummary): NoteSummary {
    return this.#bench.library.summary(note.id) ?? note;
  }
}

async function attempt(doing: Promise<void>): Promise<void> {
  try {
    await doing;
  } catch (error) {
    toast(wordsFor(error), { kind: 'error' });
  }
}
