/** Texts of uploads: their tray, and why they fail. */
import { formatBytes, formatCount } from '../../ui/format';

function files(number: number): string {
  return `${formatCount(number)} ${number === 1 ? 'file' : 'files'}`;
}

export const uploadsText = {
  tray: {
    label: 'Uploads',
    collapse: 'Collapse uploads',
    expand: 'Expand uploads',
    dismiss: 'Dismiss uploads',
    progress: 'All uploads',
    list: 'Files',
    more: (number: number) => `and ${formatCount(number)} more ${number === 1 ? 'file' : 'files'}`,
    retryAll: 'Retry all',
    cancelAll: 'Cancel all',
    clearFinished: 'Clear finished',
  },
  headline: {
    offline: 'Waiting for connection',
    progress: (ready: number, total: number) => `${formatCount(ready)} of ${formatCount(total)} uploaded`,
    uploaded: (number: number) => `${files(number)} uploaded`,
    failed: (number: number) => `${files(number)} couldn't be uploaded`,
    skipped: (number: number) => `${files(number)} skipped`,
    canceled: 'Uploads canceled',
    /** Added to the others, separated by `join`. */
    alsoFailed: (number: number) => `${formatCount(number)} failed`,
    alsoSkipped: (number: number) => `${formatCount(number)} skipped`,
    join: (parts: readonly string[]) => parts.join(' · '),
  },
  /** For screen readers. */
  announcement: {
    uploading: 'Uploading files.',
    offline: "No connection. Uploads will resume when it's back.",
    uploaded: (number: number) => `${files(number)} uploaded.`,
    failed: (number: number) => `${files(number)} couldn't be uploaded.`,
    skipped: (number: number) => `${files(number)} skipped.`,
    canceled: 'Uploads canceled.',
  },
  duplicates: {
    label: 'Duplicates',
    found: (number: number) => `You already have ${formatCount(number)} of these.`,
    skip: 'Skip',
    addAnyway: 'Add anyway',
    notChecked: "Couldn't check for duplicates.",
    checkedOnly: (photos: number) => `Only your newest ${formatCount(photos)} photos were checked for duplicates.`,
  },
  unsent: {
    onDevice: 'Kept on this device until uploaded.',
    inPage: 'Keep this page open until your files are uploaded.',
  },
  file: {
    progress: (name: string) => `Upload progress for ${name}`,
    cancel: (name: string) => `Cancel ${name}`,
    retry: (name: string) => `Retry ${name}`,
    dismiss: (name: string) => `Dismiss ${name}`,
  },
  stage: {
    waiting: 'Waiting',
    offline: 'Waiting for connection',
    hashing: 'Preparing',
    asking: 'Duplicate',
    sending: (sent: number, size: number) => `${formatBytes(sent)} of ${formatBytes(size)}`,
    processing: 'Processing',
    ready: (size: number) => formatBytes(size),
    canceled: 'Canceled',
    skipped: 'Skipped: you already have it',
    failed: 'Something went wrong.',
  },
  failure: {
    unreadable: "This file couldn't be read. It may have been moved or changed. Select it again.",
    changed: 'The file changed while it was being uploaded. Try again.',
    notAccepted: "The upload wasn't accepted. Try again.",
    rejected: "This file couldn't be processed.",
    slow: 'Uploaded, but processing is taking longer than usual. The file will appear when it is ready.',
    noteDeleted: 'The note was deleted.',
    deleted: 'The file or its note was deleted.',
    signedOut: 'You are signed out. Sign in and try again.',
    unknown: 'Something went wrong. Try again.',
  },
} as const;
