/** Texts of a note's attachments, and of the photos and files in the trash. */

export const attachmentsText = {
  note: {
    label: 'Photos and files',
    photos: 'Photos',
    files: 'Files',
    add: 'Add photos or files',
  },
  photo: {
    open: (name: string, when: string) => `Open ${name}, ${when}`,
  },
  file: {
    download: (name: string) => `Download ${name}`,
    removeFromNote: (name: string) => `Remove ${name} from note`,
    moveToTrash: (name: string) => `Move ${name} to trash`,
    pending: 'Not available yet',
    rejected: "This file couldn't be processed.",
  },
  trash: {
    heading: 'Photos and files',
    restore: (name: string) => `Restore ${name}`,
    delete: (name: string) => `Delete ${name} forever`,
    showMore: 'Show more',
    confirmDelete: {
      title: 'Delete forever?',
      words: (name: string) => `“${name}” will be deleted. This can't be undone.`,
    },
  },
} as const;
