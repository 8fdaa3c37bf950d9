/** Actions on a note, from any view that shows it. A toast reports only what has succeeded, and offers undo. */

import { commonText } from '#text/common';
import { notesText } from '#text/notes';
import type { NoteSummary } from '../../api/types';
import { confirm } from '../../ui/confirm';
import { errorMessage } from '../../ui/errorMessages';
import { toast } from '../../ui/toast';
import type { NoteFlags } from './noteLists';
import { isDirty } from '../editing/autosaveState';
import type { NotesStore } from './notesStore';

const { done, deleteForever } = notesText;

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
    const isSaved = await this.#change(note, { state: goes ? 'archived' : 'active' });
    if (!isSaved) return;
    toast(goes ? done.archived : done.movedBack, {
      undo: () => void this.#change(this.#now(note), { state: goes ? 'active' : 'archived' }),
    });
  }

  /** Move the note to the trash, after saving what was typed. */
  async trash(note: NoteSummary): Promise<void> {
    if (!(await attempt(this.#saveAndTrash(note)))) return;
    toast(done.movedToTrash, { undo: () => void attempt(this.#store.lists.restore(this.#now(note))) });
  }

  async restore(note: NoteSummary): Promise<void> {
    if (!(await attempt(this.#store.lists.restore(note)))) return;
    toast(done.restored, { undo: () => void attempt(this.#store.lists.trash(this.#now(note))) });
  }

  /** Delete permanently, after a confirmation, because it cannot be undone. */
  async purge(note: NoteSummary): Promise<void> {
    const isSure = await confirm({
      title: deleteForever.title,
      text: deleteForever.consequences(note.title),
      confirmLabel: commonText.deleteForever,
      cancelLabel: commonText.cancel,
    });
    if (!isSure) return;
    const { lists, drafts } = this.#store;
    lists.startPurge(note);
    if (!(await attempt(lists.purge(note)))) return;
    drafts.remove(note.id);
    toast(done.deletedForever);
  }

  /** Make a change; resolve to whether it is saved, and not only pending. */
  async #change(note: NoteSummary, flags: NoteFlags): Promise<boolean> {
    const editor = this.#store.editor(note.id);
    if (!editor) return attempt(this.#store.lists.change(note, flags));
    const endEdit = this.#store.lists.addPendingEdit(this.#now(note), flags);
    editor.edit(flags);
    editor.saveNow();
    await editor.requestsDone();
    endEdit();
    return !isDirty(editor.state.peek());
  }

  async #saveAndTrash(note: NoteSummary): Promise<void> {
    const editor = this.#store.editor(note.id);
    editor?.saveNow();
    await editor?.requestsDone();
    await this.#store.lists.trash(this.#now(note));
    this.#store.closeEditor(note.id);
  }

  #now(note: NoteSummary): NoteSummary {
    return this.#store.lists.loaded.summary(note.id) ?? note;
  }
}

/** Resolve to whether it succeeded; if not, report the error in a toast. */
async function attempt(doing: Promise<void>): Promise<boolean> {
  try {
    await doing;
    return true;
  } catch (error) {
    toast(errorMessage(error), { kind: 'error' });
    return false;
  }
}
