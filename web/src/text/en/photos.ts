/** Texts of the photo library and the photo viewer. */
import { formatBytes, formatCount } from '../../ui/format';

export const photosText = {
  title: 'Photos',

  add: {
    choose: 'Add photos',
    takePhoto: 'Take a photo',
    drop: 'Drop photos to add them',
  },

  empty: {
    title: 'No photos yet',
    hint: "Drop or paste photos here, or choose Add photos. They're grouped by month.",
  },

  loadingMore: 'Loading more photos',

  grid: {
    photo: (name: string, when: string) => `${name}, ${when}`,
    pendingPhoto: (name: string, when: string) => `${name}, ${when}, processing`,
    select: (name: string) => `Select ${name}`,
  },

  selection: {
    label: 'Selected photos',
    clear: 'Clear selection',
    selected: (n: number) => `${formatCount(n)} selected`,
  },

  note: {
    attach: 'Attach to a note',
    moveToAnother: 'Move to another note',
    remove: 'Remove from note',
    /** In place of the note's title, until that is known. */
    open: 'Open note',
    untitled: 'Untitled note',
  },

  notePicker: {
    search: 'Find a note',
    list: 'Notes',
    create: 'New note',
    createTitled: (title: string) => `New note “${title}”`,
    nothingFound: 'No matching notes.',
  },

  viewer: {
    label: 'Photo',
    photo: (name: string, when: string) => `${name}, ${when}`,
    download: 'Download original',
    details: 'Details',
    previous: 'Previous photo',
    next: 'Next photo',
    play: 'Play',
    pause: 'Pause',
    deleted: 'This photo was deleted.',
    trashed: 'This photo is in the trash.',
  },

  caption: {
    label: 'Caption',
    placeholder: 'Add a caption',
    saving: 'Saving…',
    saved: 'Saved',
    conflict: {
      other: (caption: string) => `Edited in two places. Other version: “${caption}”`,
      useOther: 'Use other version',
      keepMine: 'Keep mine',
      notSaved: (caption: string) => `A caption was edited in two places. Yours wasn't saved: “${caption}”`,
    },
  },

  details: {
    title: 'Details',
    name: 'Name',
    renamedElsewhere: (name: string) => `Renamed to “${name}” elsewhere. Press Enter to keep yours.`,
    taken: 'Taken',
    noDate: 'No date',
    added: 'Added',
    dimensions: 'Dimensions',
    pixels: (width: number, height: number, megapixels: string) =>
      `${formatCount(width)} × ${formatCount(height)} pixels, ${megapixels} MP`,
    file: 'File',
    sizeAndFormat: (size: number, format: string) => `${formatBytes(size)}, ${format}`,
    camera: 'Camera',
  },

  date: {
    set: 'Set date',
    change: 'Change date',
    date: 'Date',
    time: 'Time',
    offset: 'UTC offset (optional)',
    offsetExample: '+02:00',
    invalidOffset: 'Use a format like +02:00 or -9:30.',
    useOriginal: 'Use original date',
    changed: 'Date changed',
    changedOfSeveral: (photos: string) => `Date changed for ${photos}`,
  },

  /** The dialog for the dates of several photos; `photos` is a number of photos in words. */
  dates: {
    how: 'How to change the date',
    set: 'Set a date',
    timeHint: "Leave empty to keep each photo's time.",
    shift: 'Shift by',
    days: 'Days',
    hours: 'Hours',
    direction: 'Direction',
    later: 'Later',
    earlier: 'Earlier',
    willShift: (photos: string, from: string, to: string) => `${photos} will move from ${from} to ${to}.`,
    willBeSet: (photos: string, moment: string) => `${photos} will be set to ${moment}.`,
    willKeepTime: (photos: string, n: number, date: string) =>
      `${photos} will be set to ${date} and keep ${n === 1 ? 'its time' : 'their times'}.`,
    nothingToShift: (photos: string, n: number) =>
      `${photos} ${n === 1 ? 'has' : 'have'} no date to shift. Set one instead.`,
    range: (first: string, last: string) => `${first} – ${last}`,
    progress: (done: number, all: number) => `${formatCount(done)} of ${formatCount(all)} done`,
    failed: (n: number, reason: string) => `${formatCount(n)} couldn't be changed. ${reason}`,
  },
} as const;
