/** The actions that a row of a list offers. */

import { Archive, ArchiveRestore, Pin, PinOff, RotateCcw, Trash2 } from 'lucide';
import type { NoteSummary } from '../../api/types';
import type { MenuItem } from '../../ui/Menu';
import type { Actions } from '../store/actions';

/** Return the actions on a note, which depend on the list that it is in. */
export function itemsFor(note: NoteSummary, actions: Actions): MenuItem[] {
  if (note.state === 'trashed') {
    return [
      { label: 'Restore', icon: RotateCcw, onSelect: () => void actions.restore(note) },
      { label: 'Delete forever', icon: Trash2, kind: 'danger', onSelect: () => void actions.purge(note) },
    ];
  }
  const archived = note.state === 'archived';
  return [
    {
      label: note.pinned ? 'Unpin' : 'Pin',
      icon: note.pinned ? PinOff : Pin,
      onSelect: () => void actions.pin(note),
    },
    {
      label: archived ? 'Move back to notes' : 'Archive',
      icon: archived ? ArchiveRestore : Archive,
      onSelect: () => void actions.archive(note),
    },
    { label: 'Move to the trash', icon: Trash2, onSelect: () => void actions.trash(note) },
  ];
}
