/** Texts shared by several areas, and those of the frame and the shared controls. */

const APP_NAME = 'Skynotes';

export const commonText = {
  appName: APP_NAME,
  tagline: 'A private place for your notes and photos.',
  documentTitle: (view: string) => `${view} · ${APP_NAME}`,

  archive: 'Archive',
  cancel: 'Cancel',
  close: 'Close',
  deleteForever: 'Delete forever',
  dismiss: 'Dismiss',
  goToNotes: 'Go to your notes',
  moveToTrash: 'Move to trash',
  restore: 'Restore',
  save: 'Save',
  tryAgain: 'Try again',
  undo: 'Undo',

  navigation: {
    label: 'Main',
    skipToContent: 'Skip to content',
    notes: 'Notes',
    photos: 'Photos',
    archive: 'Archive',
    trash: 'Trash',
    account: 'Account',
  },
  connection: {
    offline: "You're offline. What you write stays on this device and is saved when you're back online.",
    cutOff: "Can't sync right now. Retrying…",
  },
  loading: {
    notes: 'Loading your notes',
    photos: 'Loading your photos',
    account: 'Loading your account',
  },
  notFound: {
    title: 'Page not found',
    hint: 'The link may be old or mistyped.',
  },
  password: {
    show: 'Show password',
    hide: 'Hide password',
  },
  toasts: 'Notifications',
} as const;
