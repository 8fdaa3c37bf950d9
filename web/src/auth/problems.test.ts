import { describe, expect, it } from 'vitest';
import { AuthProblem, authProblemOf } from './problems';

function thrown(name: string, message = ''): Error {
  return Object.assign(new Error(message), { name });
}

describe('an error of Cognito', () => {
  it('has the same message for a wrong password and an unknown user', () => {
    const wrong = authProblemOf(thrown('NotAuthorizedException', 'Incorrect username or password.'));
    expect(authProblemOf(thrown('UserNotFoundException')).message).toBe(wrong.message);
  });

  it.each([
    ['NotAuthorizedException', 'Password attempts exceeded', 'tooMany'],
    ['InvalidParameterException', "Value at 'password' failed to satisfy constraint", 'weakPassword'],
    ['InvalidParameterException', 'Invalid email address format.', 'badAddress'],
    ['InvalidPasswordException', 'Password not long enough', 'weakPassword'],
    ['ExpiredCodeException', '', 'expiredCode'],
    ['CodeMismatchException', '', 'wrongCode'],
    ['LimitExceededException', '', 'tooMany'],
    ['UsernameExistsException', '', 'addressTaken'],
    ['InvalidParameterException', 'User is already confirmed.', 'addressTaken'],
    ['UserLambdaValidationException', 'PreSignUp failed with error Accounts here ...', 'notInvited'],
    ['NotAuthorizedException', 'Invalid session for the user, session is expired.', 'expiredSignIn'],
    ['SignInException', '', 'expiredSignIn'],
    ['NetworkError', '', 'offline'],
    ['SomethingElse', '', 'unknown'],
  ])('%s (%s) becomes %s', (name, message, kind) => {
    expect(authProblemOf(thrown(name, message)).kind).toBe(kind);
  });

  it('has a message of our own, never Cognito’s', () => {
    expect(authProblemOf(thrown('CodeMismatchException', 'internal')).message).not.toContain('internal');
    expect(authProblemOf('not even an error').kind).toBe('unknown');
  });

  it('is returned unchanged if it is an AuthProblem already', () => {
    const problem = new AuthProblem('unconfirmed');
    expect(authProblemOf(problem)).toBe(problem);
  });
});
