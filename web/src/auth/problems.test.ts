import { describe, expect, it } from 'vitest';
import { AuthProblem, problemOf } from './problems';

function thrown(name: string, message = ''): Error {
  return Object.assign(new Error(message), { name });
}

describe('what Cognito throws', () => {
  it('sounds the same for a wrong password and for nobody', () => {
    const wrong = problemOf(thrown('NotAuthorizedException', 'Incorrect username or password.'));
    expect(problemOf(thrown('UserNotFoundException')).message).toBe(wrong.message);
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
    ['NetworkError', '', 'offline'],
    ['SomethingElse', '', 'unknown'],
  ])('%s (%s) is %s', (name, message, kind) => {
    expect(problemOf(thrown(name, message)).kind).toBe(kind);
  });

  it('is said in words, and never in its own', () => {
    expect(problemOf(thrown('CodeMismatchException', 'internal')).message).not.toContain('internal');
    expect(problemOf('not even an error').kind).toBe('unknown');
  });

  it('stays what it is when it is known already', () => {
    const problem = new AuthProblem('unconfirmed');
    expect(problemOf(problem)).toBe(problem);
  });
});
