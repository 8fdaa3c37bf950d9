/** The actions that a row of a list offers. */

import { commonText } from '#text/common';
import { notesText } from '#text/notes';
import { Archive, ArchiveRestore, Pin, PinOff, RotateCcw, Trash2 } from 'lucide';
import type { NoteSummary } from '../../api/types';
import type { MenuItem } from '../../ui/Menu';
import type { Actions } from '../store/actions';

/** Return the actions on a note, which depend on the list that it is in. */
export function itemsFor(note: NoteSummary, actions: Actions): MenuItem[] {
  if (note.state === 'trashed') {
    return [
      { label: commonText.restore, icon: RotateCcw, onSelect: () => void actions.restore(note) },
      { label: commonText.deleteForever, icon: Trash2, kind: 'danger', onSelect: () => void actions.purge(note) },
    ];
  }
  const archived = note.state === 'archived';
  return [
    {
      label: note.pinned ? notesText.actions.unpin : notesText.actions.pin,
      icon: note.pinned ? PinOff : Pin,
      onSelect: () => void actions.pin(note),
    },
    {
      label: archived ? notesText.actions.moveBack : commonText.archive,
      icon: archived ? ArchiveRestore : Archive,
      onSelect: () => void actions.archive(note),
    },
    { label: commonText.moveToTrash, icon: Trash2, onSelect: () => void actions.trash(note) },
  ];
}
