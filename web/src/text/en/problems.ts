/** Messages for errors: of the connection, of requests to the API, and of signing in. */

const BUSY = 'Skynotes is busy. Try again in a moment.';
const OFFLINE = "You're offline. Check your connection, then try again.";
const SIGNED_OUT = "You're signed out. Sign in and try again.";

export const problemsText = {
  offline: OFFLINE,
  signedOut: SIGNED_OUT,
  unexpected: 'Something went wrong. Try again or reload the page.',

  retrying: {
    offline: "You're offline. This will load when you're back online.",
    unreachable: "Can't reach Skynotes right now. Retrying…",
    after: (message: string) => `${message} Retrying…`,
  },

  request: {
    unknown: "That didn't work. Try again.",
    signedOut: SIGNED_OUT,
    notFound: 'Not found. It may have been deleted.',
    timeout: 'Skynotes took too long to respond. Try again.',
    expiredList: 'This list is out of date. Reload the page.',
    changedElsewhere: 'This was changed somewhere else in the meantime.',
    tooLarge: 'This is too large to save.',
    tooMany: 'Too many requests. Wait a moment and try again.',
    unreachable: "Can't reach Skynotes right now. Try again in a moment.",
    busy: BUSY,
  },

  /** By the API's name of the field whose value is invalid. */
  fields: {
    title: 'The title can have up to 200 characters.',
    text: 'This note is too long. Split it into two notes.',
    tags: 'A note can have up to 20 different tags of 1 to 50 characters each.',
    name: "This file name can't be used. File names can have up to 255 characters.",
    caption: "This caption can't be used. It may be too long.",
    size: 'This file is too large.',
    content_type: "Files of this type aren't supported.",
    taken_at: "That's not a valid date and time for a photo.",
    taken_offset: "That's not a valid time zone for a photo.",
    note_id: 'This note no longer exists.',
  },

  conflicts: {
    inTrash: "It's in the trash. Restore it first.",
    notInTrash: 'Only items in the trash can be deleted forever.',
    tooManyFiles: "This note can't have any more files.",
    deletedTooMuch: "You've deleted a lot this week. You can add new files again in a few days.",
    accountFull: 'Your account is full. Delete something forever to make room.',
    storageFull: 'Your storage is full. Delete something forever to make room.',
  },

  account: {
    /** The same for a wrong password and an unknown address, so that nobody learns who has an account. */
    wrongCredentials: 'Wrong email or password.',
    wrongPassword: "That's not your current password.",
    unconfirmed: "This email address isn't confirmed yet. Enter the code we emailed to it.",
    resetNeeded: 'This account needs a new password. Choose “Forgot password?” to set one.',
    addressTaken: 'An account with this email already exists. Sign in or reset your password.',
    badAddress: "That doesn't look like a valid email address.",
    weakPassword: (minimum: number) =>
      `Your password needs at least ${minimum} characters. A few random words work well.`,
    commonPassword: 'This password is one of the first that others would try. A few random words work well.',
    notInvited: 'Accounts here are by invitation. Ask the owner of this service to invite you.',
    expiredSignIn: 'Signing in took too long. Start again.',
    wrongCode: "That code isn't right. Check it or request a new one.",
    wrongAppCode: "That code isn't right. Wait for your app's next code, then try again.",
    expiredCode: 'This code has expired or was already used. Request a new one.',
    tooMany: 'Too many attempts. Wait a few minutes, then try again.',
    busy: BUSY,
    offline: OFFLINE,
    signedOut: SIGNED_OUT,
    othersSignedIn:
      'Your password is changed, but your other devices may still be signed in. Choose “Sign out everywhere” to sign them out.',
    unknown: 'Something went wrong. Try again in a moment.',
  },
} as const;
