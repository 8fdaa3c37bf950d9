// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Offline, SignedOut } from '../api/errors';
import type { Config } from '../config';
import { keptToken } from './kept';
import { Session, type Amplify } from './session';
import { CLIENT, keep, tokenOf } from '../testing/auth';

const HOUR = 3_600_000;
const CONFIG: Config = {
  region: 'r',
  userPoolId: 'r_1',
  userPoolClientId: CLIENT,
  apiUrl: '/api',
  mediaUrl: 'https://media',
};

/** Create a session over what the browser stores, and an Amplify that renews it to this token or finds no user. */
function sessionWith({ renewed, limit }: { renewed?: string; limit?: number } = {}) {
  const amplify = {
    configure: vi.fn(),
    fetchAuthSession: vi.fn(() => {
      if (renewed !== undefined) keep(localStorage, renewed);
      return Promise.resolve({ tokens: renewed === undefined ? undefined : { idToken: renewed } });
    }),
    signIn: vi.fn(() => {
      keep(localStorage, renewed ?? '');
      return Promise.resolve({ nextStep: { signInStep: 'DONE' } });
    }),
    signOut: vi.fn(() => Promise.resolve()),
  };
  const load = vi.fn(() => Promise.resolve(amplify as unknown as Amplify));
  return { session: new Session(CONFIG, load, undefined, limit), amplify, load };
}

const kept = (): string | undefined => keptToken(localStorage, CLIENT, Date.now());
const lasting = tokenOf('person', Date.now() + HOUR);
const expired = tokenOf('person', Date.now() - HOUR);

beforeEach(() => localStorage.clear());

describe('a session', () => {
  it('goes on without Amplify, as long as its token lasts', async () => {
    keep(localStorage, lasting);
    const { session, load } = sessionWith();
    await session.resume();
    expect(session.standing.value).toBe('in');
    expect(session.person.value).toBe('person');
    expect(await session.token()).toBe(lasting);
    expect(load).not.toHaveBeenCalled();
  });

  it('is none where nobody has been signed in, which takes no Amplify either', async () => {
    const { session, load } = sessionWith();
    await session.resume();
    expect(session.standing.value).toBe('out');
    expect(load).not.toHaveBeenCalled();
  });

  it('is renewed when its token has expired, and at once when the token is not taken', async () => {
    keep(localStorage, expired);
    const { session, amplify } = sessionWith({ renewed: lasting });
    await session.resume();
    expect(session.standing.value).toBe('in');
    expect(amplify.fetchAuthSession.mock.calls).toEqual([[{ forceRefresh: false }]]);
    expect(await session.token(true)).toBe(lasting);
    expect(amplify.fetchAuthSession).toHaveBeenLastCalledWith({ forceRefresh: true });
    expect(amplify.configure).toHaveBeenCalledTimes(1);
  });

  it.each([16, 600])(
    'goes on when its quarter of an hour is over, after %i minutes of work or sleep',
    async (minutes) => {
      const begun = Date.now();
      keep(localStorage, tokenOf('person', begun + HOUR / 4));
      const later = tokenOf('person', begun + minutes * 60_000 + HOUR / 4);
      const { session, amplify } = sessionWith({ renewed: later });
      await session.resume();
      expect(amplify.fetchAuthSession).not.toHaveBeenCalled();
      vi.spyOn(Date, 'now').mockReturnValue(begun + minutes * 60_000);
      expect([await session.token(), await session.token()]).toEqual([later, later]);
      expect(amplify.fetchAuthSession).toHaveBeenCalledTimes(1);
      expect([session.standing.value, session.ended.value]).toEqual(['in', false]);
      vi.restoreAllMocks();
    },
  );

  it('ends when it cannot be renewed', async () => {
    keep(localStorage, lasting);
    const { session } = sessionWith();
    await session.resume();
    await expect(session.token(true)).rejects.toThrow(SignedOut);
    expect(session.standing.value).toBe('out');
    expect(session.ended.value).toBe(true);
  });

  it('does not end because Amplify cannot be fetched, and tries that again', async () => {
    keep(localStorage, expired);
    const { session, load } = sessionWith({ renewed: lasting });
    load.mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'));
    await expect(session.resume()).rejects.toThrow(Offline);
    await session.resume();
    expect(session.standing.value).toBe('in');
  });

  it('does not end because no new token comes, and does not wait for one for ever', async () => {
    keep(localStorage, lasting);
    const { session, amplify } = sessionWith({ renewed: lasting, limit: 5 });
    await session.resume();
    amplify.fetchAuthSession.mockReturnValueOnce(new Promise(() => undefined));
    await expect(session.token(true)).rejects.toThrow(Offline);
    expect(session.standing.value).toBe('in');
    expect(await session.token(true)).toBe(lasting);
  });

  it('tells who signs in that no answer comes', async () => {
    const { session, amplify } = sessionWith({ limit: 5 });
    amplify.signIn.mockReturnValueOnce(new Promise(() => undefined));
    await expect(session.signIn('me@skynotes.example', 'x')).rejects.toMatchObject({ kind: 'offline' });
  });

  it('ends although Cognito does not answer that it takes back the refresh token', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    keep(localStorage, lasting);
    const { session, amplify } = sessionWith({ limit: 5 });
    await session.resume();
    amplify.signOut.mockReturnValueOnce(new Promise(() => undefined));
    await session.signOut();
    expect([session.standing.value, kept()]).toEqual(['out', undefined]);
  });

  it('begins with signing in', async () => {
    const { session, amplify } = sessionWith({ renewed: lasting });
    await session.signIn('me@skynotes.example', 'correct horse battery');
    expect(amplify.signIn).toHaveBeenCalledWith({ username: 'me@skynotes.example', password: 'correct horse battery' });
    expect(session.standing.value).toBe('in');
    expect(session.person.value).toBe('person');
  });

  it('tells who signs in that there is no connection', async () => {
    const { session, load } = sessionWith({ renewed: lasting });
    load.mockRejectedValue(new TypeError('Failed to fetch dynamically imported module'));
    await expect(session.signIn('me@skynotes.example', 'x')).rejects.toMatchObject({ kind: 'offline' });
  });

  it('is forgotten by this browser when one signs out without a connection', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    keep(localStorage, lasting);
    const { session, load } = sessionWith();
    load.mockRejectedValue(new TypeError('Failed to fetch dynamically imported module'));
    await session.resume();
    await session.signOut();
    expect(session.standing.value).toBe('out');
    expect(kept()).toBeUndefined();
    expect(localStorage).toHaveLength(0);
  });
});
