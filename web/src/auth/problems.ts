import { problemsText } from '#text/problems';

export type AuthProblemKind =
  | 'wrongCredentials'
  | 'wrongPassword'
  | 'unconfirmed'
  | 'resetNeeded'
  | 'addressTaken'
  | 'badAddress'
  | 'weakPassword'
  | 'commonPassword'
  | 'notInvited'
  | 'expiredSignIn'
  | 'wrongAppCode'
  | 'wrongCode'
  | 'expiredCode'
  | 'tooMany'
  | 'busy'
  | 'offline'
  | 'signedOut'
  | 'othersSignedIn'
  | 'unknown';

export const MIN_PASSWORD_LENGTH = 12;

const { weakPassword, ...messages } = problemsText.account;
const MESSAGES: Record<AuthProblemKind, string> = { ...messages, weakPassword: weakPassword(MIN_PASSWORD_LENGTH) };

/** Error names of Cognito, or of Amplify on its behalf; `Offline` is ours, for when neither answers. */
const KIND_BY_ERROR_NAME: Record<string, AuthProblemKind> = {
  NotAuthorizedException: 'wrongCredentials',
  UserNotFoundException: 'wrongCredentials',
  UserNotConfirmedException: 'unconfirmed',
  PasswordResetRequiredException: 'resetNeeded',
  UsernameExistsException: 'addressTaken',
  AliasExistsException: 'addressTaken',
  UserLambdaValidationException: 'notInvited',
  InvalidPasswordException: 'weakPassword',
  PasswordHistoryPolicyViolationException: 'weakPassword',
  CodeMismatchException: 'wrongCode',
  EnableSoftwareTokenMFAException: 'wrongCode',
  ExpiredCodeException: 'expiredCode',
  LimitExceededException: 'tooMany',
  TooManyFailedAttemptsException: 'tooMany',
  TooManyRequestsException: 'tooMany',
  CodeDeliveryFailureException: 'badAddress',
  InternalErrorException: 'busy',
  NetworkError: 'offline',
  Offline: 'offline',
  UserUnAuthenticatedException: 'signedOut',
  SignInException: 'expiredSignIn',
  TokenRefreshException: 'signedOut',
};

/** A problem with an account; its message says what to do about it. */
export class AuthProblem extends Error {
  readonly kind: AuthProblemKind;

  constructor(kind: AuthProblemKind) {
    super(MESSAGES[kind]);
    this.name = 'AuthProblem';
    this.kind = kind;
  }
}

export function authProblemOf(error: unknown): AuthProblem {
  if (error instanceof AuthProblem) return error;
  const { name = '', message = '' } = error instanceof Error ? error : {};
  return new AuthProblem(kindOf(name, message));
}

function kindOf(name: string, message: string): AuthProblemKind {
  // Cognito uses these names for several problems, which only its message tells apart.
  if (name === 'NotAuthorizedException' && /attempts exceeded/i.test(message)) return 'tooMany';
  if (name === 'NotAuthorizedException' && /session/i.test(message)) return 'expiredSignIn';
  if (name === 'InvalidParameterException' && /already confirmed/i.test(message)) return 'addressTaken';
  if (name === 'InvalidParameterException') return /password/i.test(message) ? 'weakPassword' : 'badAddress';
  return KIND_BY_ERROR_NAME[name] ?? 'unknown';
}
