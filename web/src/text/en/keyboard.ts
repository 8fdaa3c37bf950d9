/** Texts of the keyboard shortcuts and their help. */

export const keyboardText = {
  title: 'Keyboard shortcuts',
  inLists: 'In lists of notes',
  everywhere: 'Everywhere',
  /** The sentence below the list, with a link to the account between its two parts. */
  singleKeysOn: { beforeLink: 'These shortcuts pause while you type. You can turn them off in ', afterLink: '.' },
  singleKeysOff: { beforeLink: 'Single-key shortcuts are off. You can turn them on in ', afterLink: '.' },
  actions: {
    new: 'Write a new note',
    search: 'Search',
    next: 'Next note',
    previous: 'Previous note',
    pin: 'Pin or unpin',
    archive: 'Archive or move back to notes',
    trash: 'Move to trash',
    help: 'Show these shortcuts',
    open: 'Open note',
    save: 'Save now',
    back: 'Leave the field, then close the note',
  },
  keys: {
    escape: 'Esc',
    control: 'Ctrl',
    command: '⌘',
  },
} as const;
