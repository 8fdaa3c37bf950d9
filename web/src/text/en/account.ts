/** Texts of the account view, and of the views for signing up and in. */
import type { ComponentChild, ComponentChildren } from 'preact';
import { formatBytes, formatCount } from '../../ui/format';

const PASSWORD_CHANGED = 'Password changed';

const LIMITS = { bytes: 'storage', notes: 'note', files: 'file' };

export const accountText = {
  toSignIn: 'Back to sign in',

  fields: {
    email: 'Email address',
    password: 'Password',
    currentPassword: 'Current password',
    newPassword: 'New password',
    newEmail: 'New email address',
    passwordHint: (minimum: number) => `At least ${minimum} characters. A few random words work well.`,
    code: 'Code',
    codeFormat: 'Six digits',
    appCode: 'Code from your app',
    localCode: (code: ComponentChild): ComponentChildren => [
      'Skynotes is running on your computer and sends no email. Your code is ',
      code,
      '.',
    ],
  },

  signIn: {
    title: 'Sign in',
    sessionEnded: 'You were signed out. Sign in to pick up where you left off.',
    submit: 'Sign in',
    toSignUp: 'Create account',
    toReset: 'Forgot password?',
  },

  /** The second step of signing in. */
  chooseFirst: {
    title: 'Choose a password',
    lead: 'Welcome to Skynotes. Choose a password of your own in place of the temporary one.',
    submit: 'Set password and sign in',
    startOver: 'Start over',
  },

  appCode: {
    title: 'Enter your code',
    lead: 'Open your authenticator app and enter the code for Skynotes.',
    submit: 'Sign in',
    lost: 'Lost your phone? The owner of this service can turn this off for you.',
    startOver: 'Start over',
  },

  signUp: {
    title: 'Create account',
    closedTitle: 'By invitation',
    closed: 'Accounts here are by invitation. Ask the owner of this service to invite you.',
    lead: 'All you need is an email address and a password.',
    leadForDomains: (domains: readonly string[]) => `For email addresses of ${domains.join(' or ')}.`,
    submit: 'Create account',
    haveAccount: 'Already have an account?',
    toSignIn: 'Sign in',
  },

  confirm: {
    title: 'Confirm your email',
    lead: 'Enter the code we emailed you.',
    /** Nobody but the owner of the address learns whether it has an account. */
    leadFor: (email: ComponentChild): ComponentChildren => [
      'If ',
      email,
      " is new here, we've emailed it a code. If it already has an account, sign in instead.",
    ],
    submit: 'Confirm',
    sendAgain: 'Send a new code',
    sentAgain: 'New code sent',
    confirmed: 'Email confirmed. Sign in to get started.',
  },

  reset: {
    title: 'Reset your password',
    lead: "We'll email you a code to choose a new password.",
    sendCode: 'Send code',
  },

  newPassword: {
    title: 'Choose a new password',
    /** Nobody but the owner of the address learns whether it has an account. */
    lead: (email: ComponentChild): ComponentChildren => [
      "If there's an account for ",
      email,
      ", we've emailed you a code.",
    ],
    submit: 'Set password',
    done: PASSWORD_CHANGED,
  },

  account: {
    title: 'Account',
    profile: 'Profile',
    signOut: 'Sign out',
    signOutEverywhere: 'Sign out everywhere',
    everywhereHint: 'Signing out everywhere ends the sessions of all your devices, within 15 minutes.',
    forDevelopers: 'For developers:',
    apiDocumentation: 'API documentation',
  },

  usage: {
    title: 'Storage',
    ofLimit: (limit: number) => `of ${formatBytes(limit)} used by photos and files`,
    ofCount: (used: number, limit: number) => `${formatCount(used)} of ${formatCount(limit)}`,
    almostFull: (limits: readonly (keyof typeof LIMITS)[]) =>
      `You've used over 80% of your ${limits.map((limit) => LIMITS[limit]).join(' and ')} limit. Delete something forever to make room.`,
    meter: 'Storage used',
    notes: 'Notes',
    files: 'Photos and files',
    photoLimit: 'Photo size limit',
    fileLimit: 'File size limit',
    trashCounts: "Items in the trash count toward your storage until they're deleted forever.",
  },

  changePassword: {
    title: 'Password',
    submit: 'Change password',
    done: PASSWORD_CHANGED,
    otherDevices: 'Changing your password signs out all other devices, within 15 minutes.',
  },

  changeEmail: {
    open: 'Change email',
    sendCode: 'Send code',
    codeSent: (address: ComponentChild): ComponentChildren => [
      'Enter the code we emailed to ',
      address,
      '. Until then, your old address stays.',
    ],
    submit: 'Change email',
    done: 'Email changed',
  },

  secondFactor: {
    title: 'Two-step sign-in',
    off: 'Off. With an authenticator app, your password alone signs nobody in.',
    on: 'On. Signing in takes your password and a code from your authenticator app.',
    setUp: 'Set up',
    next: 'Continue',
    scan: 'Scan this code with your authenticator app.',
    qrCode: 'QR code with the key below',
    orType: 'Or enter this key in the app:',
    key: 'Key',
    copyKey: 'Copy key',
    keyCopied: 'Key copied',
    keyNotCopied: "Couldn't copy the key. Select it and copy it yourself.",
    loading: 'Loading two-step sign-in',
    turnOn: 'Turn on',
    turnOff: 'Turn off',
    turnedOn: 'Two-step sign-in is on',
    turnedOff: 'Two-step sign-in is off',
    lost: 'If you lose your phone, the owner of this service can turn this off for you.',
  },

  keyboard: {
    title: 'Keyboard',
    singleKeys: 'Single-key shortcuts',
    singleKeysHint:
      'Press single keys, such as J, E, and X, to move around and act on notes and photos. On this device only.',
  },

  signOutWarning: {
    title: 'Sign out and lose unsaved work?',
    text: (unsaved: readonly string[]) => `Signing out deletes what's only on this device: ${unsaved.join(', ')}.`,
    confirm: 'Sign out anyway',
    stay: 'Stay signed in',
    unsavedNotes: (n: number) => (n === 1 ? '1 unsaved note' : `${formatCount(n)} unsaved notes`),
    changedNotes: (n: number) =>
      n === 1 ? '1 note with unsaved changes' : `${formatCount(n)} notes with unsaved changes`,
    waitingNotes: (n: number) =>
      n === 1 ? '1 note waiting to be saved' : `${formatCount(n)} notes waiting to be saved`,
    waitingFiles: (n: number) =>
      n === 1 ? '1 photo or file waiting to upload' : `${formatCount(n)} photos or files waiting to upload`,
  },
} as const;
