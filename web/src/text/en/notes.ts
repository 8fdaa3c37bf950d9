/** Texts of notes that their list and their editor share. */

export const notesText = {
  emptyNote: 'Empty note',
  saved: 'Saved',
  actions: {
    pin: 'Pin',
    unpin: 'Unpin',
    moveBack: 'Move back to notes',
  },
  done: {
    archived: 'Archived',
    movedBack: 'Moved back to notes',
    movedToTrash: 'Moved to trash',
    restored: 'Restored',
    deletedForever: 'Deleted forever',
  },
  deleteForever: {
    title: 'Delete forever?',
    consequences: (title: string) =>
      `${title ? `“${title}”` : 'This note'} and its files will be deleted. This can't be undone.`,
  },
  unsavedEdits: {
    needChoice: (title: string) =>
      `${title ? `“${title}”` : 'A note'} also changed elsewhere. Open it to choose a version.`,
    becameNewNote: 'A note with unsaved changes was deleted elsewhere. Your version was saved as a new note.',
  },
  fileNotKept: (name: string) => `Couldn't keep “${name}” on this device. Add it to the note again.`,
  tags: {
    list: 'Tags on this note',
    blank: '(blank)',
    remove: (tag: string) => `Remove tag ${tag}`,
    add: 'Add a tag',
    addFirst: 'Add tags',
    addMore: 'Add',
    suggestions: 'Tag suggestions',
    invisible: 'A tag needs at least one visible character.',
    invisibleCharacters: "A tag can't contain invisible characters.",
    tooLong: (characters: number) => `A tag can have up to ${characters} characters.`,
    tooMany: (tags: number) => `A note can have up to ${tags} tags.`,
  },
} as const;
