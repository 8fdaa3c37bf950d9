/** Actions on a note, from any view that shows it. A toast reports only what has succeeded, and offers undo. */

import type { NoteSummary } from '../../api/types';
import { ask } from '../../ui/ask';
import { wordsFor } from '../../ui/errorWords';
import { toast } from '../../ui/toast';
import type { Quality } from './noteLists';
import { isDirty } from '../editing/phases';
import type { NotesStore } from './notesStore';

export class Actions {
  readonly #store: NotesStore;

  constructor(store: NotesStore) {
    this.#store = store;
  }

  async pin(note: NoteSummary): Promise<void> {
    await this.#change(note, { pinned: !note.pinned });
  }

  /** Archive the note, or move it back. */
  async archive(note: NoteSummary): Promise<void> {
    const goes = note.state === 'active';
    const done = await this.#change(note, { state: goes ? 'archived' : 'active' });
    if (!done) return;
    toast(goes ? 'Archived' : 'Moved back to your notes', {
      undo: () => void this.#change(this.#now(note), { state: goes ? 'active' : 'archived' }),
    });
  }

  /** Move the note to the trash, after saving what was typed. */
  async trash(note: NoteSummary): Promise<void> {
    if (!(await attempt(this.#saveAndTrash(note)))) return;
    toast('Moved to the trash', { undo: () => void attempt(this.#store.lists.restore(this.#now(note))) });
  }

  async restore(note: NoteSummary): Promise<void> {
    if (!(await attempt(this.#store.lists.restore(note)))) return;
    toast('Restored', { undo: () => void attempt(this.#store.lists.trash(this.#now(note))) });
  }

  /** Delete permanently, after a confirmation, because it cannot be undone. */
  async purge(note: NoteSummary): Promise<void> {
    const isSure = await ask({
      title: 'Delete forever?',
      words: `${note.title ? `“${note.title}”` : 'This note'} and its files will be gone. This can’t be undone.`,
      yes: 'Delete forever',
      no: 'Keep it',
    });
    if (!isSure) return;
    const { lists, drafts } = this.#store;
    lists.hide(note);
    if (!(await attempt(lists.purge(note)))) return;
    drafts.forget(note.id);
    toast('Deleted forever');
  }

  /** Make a change; resolve to whether it is saved, and not only pending. */
  async #change(note: NoteSummary, quality: Quality): Promise<boolean> {
    const editor = this.#store.editor(note.id);
    if (!editor) return attempt(this.#store.lists.change(note, quality));
    const settle = this.#store.lists.mean(this.#now(note), quality);
    editor.edit(quality);
    editor.saveNow();
    await editor.settled();
    settle();
    return !isDirty(editor.state.peek());
  }

  async #saveAndTrash(note: NoteSummary): Promise<void> {
    const editor = this.#store.editor(note.id);
    editor?.saveNow();
    await editor?.settled();
    await this.#store.lists.trash(this.#now(note));
    this.#store.forget(note.id);
  }

  #now(note: NoteSummary): NoteSummary {
    return this.#store.lists.summary(note.id) ?? note;
  }
}

/** Resolve to whether it succeeded; if not, report the error in a toast. */
async function attempt(doing: Promise<void>): Promise<boolean> {
  try {
    await doing;
    return true;
  } catch (error) {
    toast(wordsFor(error), { kind: 'error' });
    return false;
  }
}
