/** Texts of the box for a quick note. */

import { formatCount } from '../../ui/format';

const noteCount = (notes: number): string => (notes === 1 ? '1 note' : `${formatCount(notes)} notes`);

export const notesCaptureText = {
  label: 'New note',
  title: 'Title',
  text: { label: 'Write a note', placeholder: 'Write a note…' },
  files: {
    list: 'Photos and files in this note',
    add: 'Add photos or files',
    remove: (name: string) => `Remove ${name}`,
  },
  expand: 'Add title and tags',
  saving: 'Saving…',
  hint: {
    oneLine: 'Enter to save · Shift+Enter for a new line',
    expanded: 'Ctrl+Enter to save',
  },
  notKept: "This browser can't store your draft. Save it before you close this tab.",
  waiting: {
    list: 'Notes waiting to be saved',
    offline: (notes: number) => `${noteCount(notes)} waiting for a connection.`,
    failing: (notes: number) => `Couldn't save ${noteCount(notes)}. Retrying…`,
    kept: (summary: string) => `${summary} Kept on this device until saved.`,
    notKept: (summary: string) => `${summary} This browser can't store everything. Keep this tab open.`,
    refused: (reason: string) => `Not saved: ${reason}`,
    edit: 'Edit',
  },
} as const;
