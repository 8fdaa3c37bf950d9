import { describe, expect, it, vi } from 'vitest';
import { authProblemOf } from './problems';
import { Registration } from './registration';
import type { Amplify } from './session';

const failing =
  (name: string, message = '') =>
  () =>
    Promise.reject(Object.assign(new Error(message), { name }));

/** Create the registration over an Amplify that does as told. */
function registrationWith(amplify: object): Registration {
  const call = async <Answer>(action: (given: Amplify) => Promise<Answer>) => {
    try {
      return await action(amplify as Amplify);
    } catch (error) {
      throw authProblemOf(error);
    }
  };
  return new Registration({ call });
}

describe('an account that exists', () => {
  it('is not told from a new one', async () => {
    const registration = registrationWith({
      signUp: failing('UsernameExistsException'),
      resendSignUpCode: failing('InvalidParameterException', 'User is already confirmed.'),
      confirmSignUp: failing('NotAuthorizedException', 'User cannot be confirmed. Current status is CONFIRMED'),
    });
    await registration.signUp('me@skynotes.example', 'correct horse battery');
    await registration.resendConfirmationCode('me@skynotes.example');
    await expect(registration.confirm('me@skynotes.example', '123456')).rejects.toMatchObject({ kind: 'wrongCode' });
  });
});

describe('a chosen password', () => {
  it.each(['password1234', 'me.and.you.2026'])('is refused before it is sent if it is common: %s', async (password) => {
    const sent = vi.fn();
    const registration = registrationWith({ signUp: sent, confirmResetPassword: sent });
    const common = { kind: 'commonPassword' };
    await expect(registration.signUp('me.and.you@a.example', password)).rejects.toMatchObject(common);
    await expect(registration.resetPassword('me.and.you@a.example', '1', password)).rejects.toMatchObject(common);
    expect(sent).not.toHaveBeenCalled();
  });
});
