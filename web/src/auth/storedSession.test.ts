// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { removeStoredSession, storedToken, hasStoredSession, userIdOf } from './storedSession';
import { CLIENT_ID, storeSession, makeIdToken } from '../testing/auth';

const NOON = Date.parse('2026-07-04T12:00:00.000Z');
const HOUR = 3_600_000;
const token = makeIdToken('person', NOON + HOUR);

beforeEach(() => localStorage.clear());

describe('the stored session', () => {
  it('is empty before the first sign-in', () => {
    localStorage.setItem('skynotes.draft.LastAuthUser', 'not Amplify’s');
    expect(hasStoredSession(localStorage)).toBe(false);
    expect(storedToken(localStorage, CLIENT_ID, NOON)).toBeUndefined();
  });

  it('returns the token while it is valid for another request', () => {
    storeSession(localStorage, token);
    expect(hasStoredSession(localStorage)).toBe(true);
    expect(storedToken(localStorage, CLIENT_ID, NOON)).toBe(token);
    expect(storedToken(localStorage, CLIENT_ID, NOON + HOUR - 6000)).toBe(token);
    expect(storedToken(localStorage, CLIENT_ID, NOON + HOUR - 5000)).toBeUndefined();
  });

  it('is not used by another deployment', () => {
    storeSession(localStorage, token, 'another client');
    expect(storedToken(localStorage, CLIENT_ID, NOON)).toBeUndefined();
  });

  it.each(['', 'no token', 'a.b.c', 'a.bnVsbA.c'])('rejects the token "%s"', (damaged) => {
    storeSession(localStorage, damaged);
    expect(storedToken(localStorage, CLIENT_ID, NOON)).toBeUndefined();
    expect(userIdOf(damaged)).toBeNull();
  });

  it('returns the id of its user', () => {
    expect(userIdOf(token)).toBe('person');
  });

  it('is removed completely, and nothing else', () => {
    storeSession(localStorage, token);
    localStorage.setItem('skynotes.draft.1', 'mine');
    removeStoredSession(localStorage);
    expect(Object.entries(localStorage)).toEqual([['skynotes.draft.1', 'mine']]);
  });
});
