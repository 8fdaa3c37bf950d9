/** Attaching files to the note that is open. */

import type { Note } from '../../api/types';
import { useFileDrop } from '../../ui/fileDrop';
import { enqueue } from '../../uploads/uploads';
import { pastedFiles } from './pastedFiles';

interface Attaching {
  /** True while files are dragged over the window. */
  isOver: boolean;
  paste: (event: ClipboardEvent) => void;
}

/** Attach files that are pasted into the note or dropped in the window, unless the note is in the trash. */
export function useAttaching({ id, state }: Note): Attaching {
  const isTrashed = state === 'trashed';
  const attach = (files: File[]): void => {
    if (files.length > 0 && !isTrashed) void enqueue(files, { noteId: id });
  };
  const isOver = useFileDrop(isTrashed ? null : attach);
  return { isOver, paste: (event) => attach(pastedFiles(event)) };
}
