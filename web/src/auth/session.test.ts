// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Offline, SignedOut } from '../api/errors';
import type { Config } from '../config';
import { storedToken } from './storedSession';
import { Session, type Amplify } from './session';
import { CLIENT_ID, storeSession, makeIdToken } from '../testing/auth';

const HOUR = 3_600_000;
const CONFIG: Config = {
  region: 'r',
  userPoolId: 'r_1',
  userPoolClientId: CLIENT_ID,
  apiUrl: '/api',
  mediaUrl: 'https://media',
};

/** Create a session over what the browser stores, and an Amplify that renews it to this token or finds no user. */
function sessionWith({ renewed, limit }: { renewed?: string; limit?: number } = {}) {
  const amplify = {
    configure: vi.fn(),
    fetchAuthSession: vi.fn(() => {
      if (renewed !== undefined) storeSession(localStorage, renewed);
      return Promise.resolve({ tokens: renewed === undefined ? undefined : { idToken: renewed } });
    }),
    signIn: vi.fn(() => {
      storeSession(localStorage, renewed ?? '');
      return Promise.resolve({ nextStep: { signInStep: 'DONE' } });
    }),
    signOut: vi.fn(() => Promise.resolve()),
  };
  const load = vi.fn(() => Promise.resolve(amplify as unknown as Amplify));
  return { session: new Session(CONFIG, load, undefined, limit), amplify, load };
}

const stored = (): string | undefined => storedToken(localStorage, CLIENT_ID, Date.now());
const lasting = makeIdToken('person', Date.now() + HOUR);
const expired = makeIdToken('person', Date.now() - HOUR);

beforeEach(() => localStorage.clear());

describe('a session', () => {
  it('resumes without Amplify while its token is valid', async () => {
    storeSession(localStorage, lasting);
    const { session, load } = sessionWith();
    await session.resume();
    expect(session.status.value).toBe('in');
    expect(session.userId.value).toBe('person');
    expect(await session.token()).toBe(lasting);
    expect(load).not.toHaveBeenCalled();
  });

  it('is signed out if no session is stored, without loading Amplify', async () => {
    const { session, load } = sessionWith();
    await session.resume();
    expect(session.status.value).toBe('out');
    expect(load).not.toHaveBeenCalled();
  });

  it('is renewed when its token has expired, and at once when the token is rejected', async () => {
    storeSession(localStorage, expired);
    const { session, amplify } = sessionWith({ renewed: lasting });
    await session.resume();
    expect(session.status.value).toBe('in');
    expect(amplify.fetchAuthSession.mock.calls).toEqual([[{ forceRefresh: false }]]);
    expect(await session.token(true)).toBe(lasting);
    expect(amplify.fetchAuthSession).toHaveBeenLastCalledWith({ forceRefresh: true });
    expect(amplify.configure).toHaveBeenCalledTimes(1);
  });

  it.each([16, 600])(
    'is renewed when a token of 15 minutes has expired, after %i minutes of work or sleep',
    async (minutes) => {
      const begun = Date.now();
      storeSession(localStorage, makeIdToken('person', begun + HOUR / 4));
      const later = makeIdToken('person', begun + minutes * 60_000 + HOUR / 4);
      const { session, amplify } = sessionWith({ renewed: later });
      await session.resume();
      expect(amplify.fetchAuthSession).not.toHaveBeenCalled();
      vi.spyOn(Date, 'now').mockReturnValue(begun + minutes * 60_000);
      expect([await session.token(), await session.token()]).toEqual([later, later]);
      expect(amplify.fetchAuthSession).toHaveBeenCalledTimes(1);
      expect([session.status.value, session.hasEnded.value]).toEqual(['in', false]);
      vi.restoreAllMocks();
    },
  );

  it('ends when it cannot be renewed', async () => {
    storeSession(localStorage, lasting);
    const { session } = sessionWith();
    await session.resume();
    await expect(session.token(true)).rejects.toThrow(SignedOut);
    expect(session.status.value).toBe('out');
    expect(session.hasEnded.value).toBe(true);
  });

  it('does not end when Amplify cannot be loaded, and retries', async () => {
    storeSession(localStorage, expired);
    const { session, load } = sessionWith({ renewed: lasting });
    load.mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'));
    await expect(session.resume()).rejects.toThrow(Offline);
    await session.resume();
    expect(session.status.value).toBe('in');
  });

  it('does not end when the token refresh times out', async () => {
    storeSession(localStorage, lasting);
    const { session, amplify } = sessionWith({ renewed: lasting, limit: 5 });
    await session.resume();
    amplify.fetchAuthSession.mockReturnValueOnce(new Promise(() => undefined));
    await expect(session.token(true)).rejects.toThrow(Offline);
    expect(session.status.value).toBe('in');
    expect(await session.token(true)).toBe(lasting);
  });

  it('rejects sign-in as offline when Cognito does not answer', async () => {
    const { session, amplify } = sessionWith({ limit: 5 });
    amplify.signIn.mockReturnValueOnce(new Promise(() => undefined));
    await expect(session.signIn('me@skynotes.example', 'x')).rejects.toMatchObject({ kind: 'offline' });
  });

  it('ends although Cognito does not confirm that it revoked the refresh token', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    storeSession(localStorage, lasting);
    const { session, amplify } = sessionWith({ limit: 5 });
    await session.resume();
    amplify.signOut.mockReturnValueOnce(new Promise(() => undefined));
    await session.signOut();
    expect([session.status.value, stored()]).toEqual(['out', undefined]);
  });

  it('begins with sign-in', async () => {
    const { session, amplify } = sessionWith({ renewed: lasting });
    await session.signIn('me@skynotes.example', 'correct horse battery');
    expect(amplify.signIn).toHaveBeenCalledWith({ username: 'me@skynotes.example', password: 'correct horse battery' });
    expect(session.status.value).toBe('in');
    expect(session.userId.value).toBe('person');
  });

  it('rejects sign-in as offline without a connection', async () => {
    const { session, load } = sessionWith({ renewed: lasting });
    load.mockRejectedValue(new TypeError('Failed to fetch dynamically imported module'));
    await expect(session.signIn('me@skynotes.example', 'x')).rejects.toMatchObject({ kind: 'offline' });
  });

  it('is removed from this browser by a sign-out without a connection', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    storeSession(localStorage, lasting);
    const { session, load } = sessionWith();
    load.mockRejectedValue(new TypeError('Failed to fetch dynamically imported module'));
    await session.resume();
    await session.signOut();
    expect(session.status.value).toBe('out');
    expect(stored()).toBeUndefined();
    expect(localStorage).toHaveLength(0);
  });
});

describe('signing in', () => {
  const asked = (signInStep: string) => Promise.resolve({ nextStep: { signInStep } });

  /** Create a session whose pool asks for these steps after the password. */
  function sessionThatAsks(...steps: string[]) {
    const made = sessionWith({ renewed: lasting });
    const answers = [...steps, 'DONE'];
    const next = vi.fn(() => {
      const step = answers.shift() ?? 'DONE';
      if (step === 'DONE') storeSession(localStorage, lasting);
      return asked(step);
    });
    Object.assign(made.amplify, { signIn: next, confirmSignIn: next });
    return { ...made, next };
  }

  it('asks somebody who was invited for a password, and somebody with an app for its code', async () => {
    const { session, next } = sessionThatAsks(
      'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED',
      'CONFIRM_SIGN_IN_WITH_TOTP_CODE',
    );
    await session.signIn('me@skynotes.example', 'temporary');
    expect(session.signInStep.value).toBe('newPassword');
    expect(session.status.value).not.toBe('in');
    await session.continueSignIn('correct horse battery');
    expect(session.signInStep.value).toBe('code');
    await session.continueSignIn('123456');
    expect(next).toHaveBeenLastCalledWith({ challengeResponse: '123456' });
    expect(session.status.value).toBe('in');
    expect(session.signInStep.value).toBe('password');
  });

  it.each(['password1234', 'me.and.you.2026'])('refuses a common password before it is sent: %s', async (password) => {
    const { session, next } = sessionThatAsks('CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED');
    await session.signIn('me.and.you@skynotes.example', 'temporary');
    await expect(session.continueSignIn(password)).rejects.toMatchObject({ kind: 'commonPassword' });
    expect(next).toHaveBeenCalledTimes(1);
  });

  it('starts again when it took too long, and not for a wrong code', async () => {
    const { session, amplify } = sessionThatAsks('CONFIRM_SIGN_IN_WITH_TOTP_CODE');
    await session.signIn('me@skynotes.example', 'x');
    const failing = (name: string, message = '') =>
      Object.assign(amplify, { confirmSignIn: () => Promise.reject(Object.assign(new Error(message), { name })) });
    failing('CodeMismatchException');
    await expect(session.continueSignIn('000000')).rejects.toMatchObject({ kind: 'wrongAppCode' });
    expect(session.signInStep.value).toBe('code');
    failing('NotAuthorizedException', 'Invalid session for the user, session is expired.');
    await expect(session.continueSignIn('000000')).rejects.toMatchObject({ kind: 'expiredSignIn' });
    expect(session.signInStep.value).toBe('password');
  });
});

describe('a change of the password', () => {
  it('lets whoever needs a token wait until it has signed in again', async () => {
    storeSession(localStorage, lasting);
    const { session, amplify } = sessionWith({ renewed: lasting });
    Object.assign(amplify, { updatePassword: () => Promise.resolve() });
    await session.resume();
    let ended = (): void => undefined;
    const ending = new Promise<void>((resolve) => (ended = resolve));
    amplify.signOut.mockImplementationOnce(() => {
      localStorage.clear();
      return ending;
    });
    const changing = session.changePassword('old', 'correct horse battery', () => Promise.resolve());
    await vi.waitFor(() => expect(amplify.signOut).toHaveBeenCalled());
    const token = session.token();
    ended();
    expect(await token).toBe(lasting);
    await changing;
    expect(session.status.value).toBe('in');
  });

  it.each(['password1234', 'ö@skynotes.example'])('is refused for a common password: %s', async (password) => {
    storeSession(localStorage, lasting);
    const { session, amplify } = sessionWith();
    const updatePassword = vi.fn();
    Object.assign(amplify, { updatePassword });
    const changing = session.changePassword('old', password, () => Promise.resolve());
    await expect(changing).rejects.toMatchObject({ kind: 'commonPassword' });
    expect(updatePassword).not.toHaveBeenCalled();
  });

  it('is told to have happened where other sessions could not be ended, and goes on here', async () => {
    storeSession(localStorage, lasting);
    const { session, amplify } = sessionWith();
    await session.resume();
    const updatePassword = vi.fn(() => Promise.resolve());
    Object.assign(amplify, { updatePassword });
    const changing = session.changePassword('old', 'correct horse battery', () =>
      Promise.reject(new Error('no answer')),
    );
    await expect(changing).rejects.toMatchObject({ kind: 'othersSignedIn' });
    expect(updatePassword).toHaveBeenCalledTimes(1);
    expect(session.status.value).toBe('in');
    expect(await session.token()).toBe(lasting);
  });

  it('ends the session here if signing in again fails', async () => {
    storeSession(localStorage, lasting);
    const { session, amplify } = sessionWith({ renewed: lasting });
    await session.resume();
    const offline = () => Promise.reject(Object.assign(new Error(), { name: 'NetworkError' }));
    Object.assign(amplify, { updatePassword: () => Promise.resolve(), signIn: offline });
    const changing = session.changePassword('old', 'correct horse battery', () => Promise.resolve());
    await expect(changing).rejects.toMatchObject({ kind: 'offline' });
    expect(session.status.value).toBe('out');
  });
});
