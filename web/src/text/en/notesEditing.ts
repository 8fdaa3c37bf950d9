/** Texts of an open note. */

export const notesEditingText = {
  untitledView: 'Note',
  loading: 'Loading note',
  notFound: {
    title: 'Note not found',
    hint: 'It may have been deleted, or the link is wrong.',
  },
  bar: {
    back: 'Back to list',
    sides: { label: 'View', write: 'Write', read: 'Read' },
    previous: 'Previous note',
    next: 'Next note',
    moreActions: 'More actions',
  },
  saveState: {
    saved: 'Saved',
    saving: 'Saving…',
    unsaved: 'Not saved yet',
    offline: "Offline. Will be saved when you're back online.",
    ahead: 'Changed on another device',
    conflict: 'Edited in two places',
    error: 'Not saved',
  },
  withReason: (state: string, reason: string) => `${state}: ${reason}`,
  keepsChanging: 'This note keeps changing elsewhere.',
  elsewhere: {
    changed: (when: string) =>
      `Changed on another device, ${when}. Your edits are kept here until you choose a version.`,
    trashed: (when: string) =>
      `Moved to trash on another device, ${when}. Your edits are kept here until you choose a version.`,
    deleted: 'This note was deleted on another device. A copy is kept here until you choose what to do with it.',
    deletedWithEdits:
      'This note was deleted on another device. Your version is kept here until you choose what to do with it.',
    choose: 'Compare and choose',
  },
  isInTrash: 'This note is in the trash.',
  conflict: {
    edited: { title: 'Edited in two places', hint: 'Nothing is lost. Compare the versions and choose.' },
    trashed: {
      title: 'Edited in two places',
      hint: 'This note was moved to the trash while you were writing. Nothing is lost. Choose a version.',
    },
    deleted: {
      title: 'This note was deleted elsewhere',
      hint: 'Your version is still here. Save it as a new note or discard it.',
    },
    mine: 'Your version, not saved yet',
    theirs: (when: string) => `Other version, ${when}`,
    noTitle: 'Untitled',
    textOf: (version: string) => `${version}: text`,
    keepMine: 'Keep mine',
    useTheirs: 'Use other version',
    leaveInTrash: 'Leave in trash',
    keepBoth: 'Keep both, mine as a new note',
    saveAsNew: 'Save as new note',
    discard: 'Discard',
    keptBoth: 'Kept both. Your version is a new note.',
    savedAsNew: 'Saved as a new note',
  },
  dropHint: 'Drop to add to this note',
  fields: {
    title: 'Title',
    text: 'Text',
    textPlaceholder: 'Write in Markdown: # heading, - [ ] task, **bold**…',
  },
  preview: 'Preview',
  remotePicture: (description: string) => `Remote picture: ${description}`,
  emptyPreview: 'A preview of your note appears here.',
  created: (when: string) => `Created ${when}`,
  /** Follows `created`. */
  edited: (when: string) => ` · Edited ${when}`,
} as const;
