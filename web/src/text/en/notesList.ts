/** Texts of the lists of notes. */

import { formatCount } from '../../ui/format';

const noteCount = (notes: number): string => (notes === 1 ? '1 note' : `${formatCount(notes)} notes`);
const fileCount = (files: number): string => (files === 1 ? '1 file' : `${formatCount(files)} files`);

export const notesListText = {
  titles: {
    active: 'Notes',
    archived: 'Archive',
    trashed: 'Trash',
  },
  search: {
    labels: {
      active: 'Search notes',
      archived: 'Search archive',
      trashed: 'Search trash',
    },
    placeholder: 'Search',
    clear: 'Clear search',
    found: (notes: number) => `${noteCount(notes)} found`,
  },
  tags: 'Tags',
  list: 'Notes',
  searchingMore: 'Searching more notes',
  row: {
    moreActions: (title: string) => `More actions for “${title}”`,
    pinned: 'Pinned',
    /** Read before the title. */
    pinnedPrefix: 'Pinned: ',
    /** Read after the number of files. */
    filesSuffix: (files: number) => (files === 1 ? ' file' : ' files'),
  },
  noMatches: {
    title: 'No matching notes',
    hint: 'Try different words or another tag.',
    showAll: 'Show all notes',
  },
  empty: {
    active: { title: 'No notes yet', hint: 'Write your first one above, or drop in a photo.' },
    archived: { title: 'No archived notes', hint: 'Archive a note to keep it without seeing it in your notes.' },
    trashed: { title: 'No notes in the trash', hint: 'Deleted notes stay here for 30 days.' },
  },
  trashHint: 'Items are deleted permanently after 30 days.',
  emptyTrash: {
    button: 'Empty trash',
    alreadyEmpty: 'The trash is already empty',
    title: 'Empty trash?',
    contents: (notes: number, files: number) => {
      if (files === 0) return noteCount(notes);
      return notes === 0 ? fileCount(files) : `${noteCount(notes)} and ${fileCount(files)}`;
    },
    consequences: (contents: string) => `${contents} will be deleted forever. This can't be undone.`,
    progress: (current: number, total: number) => `Deleting ${formatCount(current)} of ${formatCount(total)}…`,
    failed: (failed: number, total: number, reason: string) =>
      `${formatCount(failed)} of ${formatCount(total)} couldn't be deleted. ${reason}`,
    done: (items: number) => (items === 1 ? '1 item deleted forever' : `${formatCount(items)} items deleted forever`),
  },
} as const;
