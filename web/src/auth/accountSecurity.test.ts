import { signal } from '@preact/signals';
import { describe, expect, it, vi } from 'vitest';
import type { Config } from '../config';
import { AccountSecurity } from './accountSecurity';
import type { Amplify, Session } from './session';
import { authProblemOf } from './problems';
import { askUserPool } from './userPool';

const CONFIG: Config = {
  region: 'eu-west-1',
  userPoolId: 'eu-west-1_1',
  userPoolClientId: 'client',
  apiUrl: '/api',
  mediaUrl: 'https://media',
};

const named = (name: string): Error => Object.assign(new Error(), { name });

/** Create the security of an account, with an Amplify and a user pool that do as told. */
function securityWith(amplify: object, answer: () => Promise<Record<string, unknown>> = () => Promise.resolve({})) {
  const ask = vi.fn(answer);
  const session = {
    userId: signal('person'),
    token: vi.fn(() => Promise.resolve('token')),
    address: () => Promise.resolve('me@a.example'),
    call: async <Answer>(action: (given: Amplify) => Promise<Answer>) => {
      try {
        return await action(amplify as Amplify);
      } catch (error) {
        throw authProblemOf(error);
      }
    },
  };
  return { security: new AccountSecurity(CONFIG, session as unknown as Session, ask), session, ask };
}

describe('the security of an account', () => {
  it('asks for the password before it changes what could lock its owner out', async () => {
    const changed = vi.fn();
    const amplify = { setUpTOTP: changed, updateMFAPreference: changed, updateUserAttribute: changed };
    const { security } = securityWith(amplify, () => Promise.reject(named('NotAuthorizedException')));
    const wrong = { kind: 'wrongPassword' };
    await expect(security.beginTotp('x', 'Skynotes')).rejects.toMatchObject(wrong);
    await expect(security.turnTotpOff('x')).rejects.toMatchObject(wrong);
    await expect(security.changeEmail('x', 'other@a.example')).rejects.toMatchObject(wrong);
    expect(changed).not.toHaveBeenCalled();
  });

  it('revokes at once the session that checking the password began', async () => {
    const { security, ask } = securityWith({ updateMFAPreference: vi.fn() }, () =>
      Promise.resolve({ AuthenticationResult: { RefreshToken: 'refresh' } }),
    );
    await security.turnTotpOff('right');
    expect(ask).toHaveBeenLastCalledWith(CONFIG, 'RevokeToken', { ClientId: 'client', Token: 'refresh' });
  });

  it('takes a password for right that a second factor would follow', async () => {
    const turnOff = vi.fn();
    const { security } = securityWith({ updateMFAPreference: turnOff }, () =>
      Promise.resolve({ ChallengeName: 'SOFTWARE_TOKEN_MFA' }),
    );
    await security.turnTotpOff('right');
    expect(turnOff).toHaveBeenCalledWith({ totp: 'DISABLED' });
  });

  it('turns a second factor on only after a right code', async () => {
    const turnOn = vi.fn();
    const wrong = () => Promise.reject(named('EnableSoftwareTokenMFAException'));
    const { security } = securityWith({ verifyTOTPSetup: wrong, updateMFAPreference: turnOn });
    await expect(security.finishTotp('000000')).rejects.toMatchObject({ kind: 'wrongAppCode' });
    expect(turnOn).not.toHaveBeenCalled();
  });

  it('says honestly that sessions could not be ended', async () => {
    const amplify = { fetchAuthSession: () => Promise.resolve({ tokens: { accessToken: 'access' } }) };
    const { security } = securityWith(amplify, () => Promise.reject(named('NetworkError')));
    await expect(security.endAllSessions()).rejects.toMatchObject({ kind: 'offline' });
  });
});

describe('a request to the user pool', () => {
  const answering = (status: number, body: unknown): typeof fetch =>
    vi.fn(() => Promise.resolve(new Response(JSON.stringify(body), { status })));

  it('goes to the region of the pool', async () => {
    const send = answering(200, { done: true });
    expect(await askUserPool(CONFIG, 'GlobalSignOut', { AccessToken: 'x' }, send)).toEqual({ done: true });
    expect(send).toHaveBeenCalledWith('https://cognito-idp.eu-west-1.amazonaws.com/', expect.anything());
  });

  it('fails by the name that Cognito gives', async () => {
    const refused = answering(400, { __type: 'com.amazonaws#NotAuthorizedException', message: 'No.' });
    await expect(askUserPool(CONFIG, 'InitiateAuth', {}, refused)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'No.',
    });
  });

  it('fails like Amplify does without a connection', async () => {
    const offline = () => Promise.reject(new TypeError('Failed to fetch'));
    await expect(askUserPool(CONFIG, 'InitiateAuth', {}, offline)).rejects.toMatchObject({ name: 'NetworkError' });
  });
});
