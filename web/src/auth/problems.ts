export type AuthProblemKind =
  | 'wrongCredentials'
  | 'wrongPassword'
  | 'unconfirmed'
  | 'resetNeeded'
  | 'addressTaken'
  | 'badAddress'
  | 'weakPassword'
  | 'wrongCode'
  | 'expiredCode'
  | 'tooMany'
  | 'busy'
  | 'offline'
  | 'signedOut'
  | 'unknown';

export const MINIMUM_PASSWORD = 12;

const WORDS: Record<AuthProblemKind, string> = {
  // The same for a wrong password and an unknown address, so that nobody learns who has an account.
  wrongCredentials: 'Wrong email or password.',
  wrongPassword: "That's not your current password.",
  unconfirmed: 'This address is not confirmed yet. Type the code that was sent to it.',
  resetNeeded: 'This account needs a new password. Choose one with "Forgot password?".',
  addressTaken: 'There is an account with this address already. Sign in, or choose a new password for it.',
  badAddress: 'This does not look like an email address.',
  weakPassword: `A password has at least ${MINIMUM_PASSWORD} characters. A few words in a row work well.`,
  wrongCode: 'This is not the code that was sent. Check it, or ask for a new one.',
  expiredCode: 'This code is too old or has been used. Ask for a new one.',
  tooMany: 'Too many attempts. Wait a few minutes, then try again.',
  busy: 'The service is busy. Try again in a moment.',
  offline: "You're offline. Check your connection, then try again.",
  signedOut: 'You are signed out. Sign in, and try again.',
  unknown: 'Something went wrong. Try again in a moment.',
};

/** Error names of Cognito, or of Amplify on its behalf; `Offline` is ours, for when neither answers. */
const KINDS: Record<string, AuthProblemKind> = {
  NotAuthorizedException: 'wrongCredentials',
  UserNotFoundException: 'wrongCredentials',
  UserNotConfirmedException: 'unconfirmed',
  PasswordResetRequiredException: 'resetNeeded',
  UsernameExistsException: 'addressTaken',
  AliasExistsException: 'addressTaken',
  InvalidPasswordException: 'weakPassword',
  PasswordHistoryPolicyViolationException: 'weakPassword',
  CodeMismatchException: 'wrongCode',
  ExpiredCodeException: 'expiredCode',
  LimitExceededException: 'tooMany',
  TooManyFailedAttemptsException: 'tooMany',
  TooManyRequestsException: 'tooMany',
  CodeDeliveryFailureException: 'badAddress',
  InternalErrorException: 'busy',
  NetworkError: 'offline',
  Offline: 'offline',
  UserUnAuthenticatedException: 'signedOut',
  TokenRefreshException: 'signedOut',
};

/** A problem with an account; its message says what to do about it. */
export class AuthProblem extends Error {
  readonly kind: AuthProblemKind;

  constructor(kind: AuthProblemKind) {
    super(WORDS[kind]);
    this.name = 'AuthProblem';
    this.kind = kind;
  }
}

export function problemOf(error: unknown): AuthProblem {
  if (error instanceof AuthProblem) return error;
  const { name = '', message = '' } = error instanceof Error ? error : {};
  return new AuthProblem(kindOf(name, message));
}

function kindOf(name: string, message: string): AuthProblemKind {
  // Cognito uses these two names for several problems, which only its message tells apart.
  if (name === 'NotAuthorizedException' && /attempts exceeded/i.test(message)) return 'tooMany';
  if (name === 'InvalidParameterException') return /password/i.test(message) ? 'weakPassword' : 'badAddress';
  return KINDS[name] ?? 'unknown';
}
