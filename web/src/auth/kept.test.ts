// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { forgetKept, keptToken, mayResume, personOf } from './kept';
import { CLIENT, keep, tokenOf } from '../testing/auth';

const NOON = Date.parse('2026-07-04T12:00:00.000Z');
const HOUR = 3_600_000;
const token = tokenOf('person', NOON + HOUR);

beforeEach(() => localStorage.clear());

describe('what is kept of a session', () => {
  it('is nothing where nobody has been signed in', () => {
    localStorage.setItem('skynotes.draft.LastAuthUser', 'not Amplify’s');
    expect(mayResume(localStorage)).toBe(false);
    expect(keptToken(localStorage, CLIENT, NOON)).toBeUndefined();
  });

  it('is the token, as long as it lasts for another request', () => {
    keep(localStorage, token);
    expect(mayResume(localStorage)).toBe(true);
    expect(keptToken(localStorage, CLIENT, NOON)).toBe(token);
    expect(keptToken(localStorage, CLIENT, NOON + HOUR - 6000)).toBe(token);
    expect(keptToken(localStorage, CLIENT, NOON + HOUR - 5000)).toBeUndefined();
  });

  it('is of no use to another deployment', () => {
    keep(localStorage, token, 'another client');
    expect(keptToken(localStorage, CLIENT, NOON)).toBeUndefined();
  });

  it.each(['', 'no token', 'a.b.c', 'a.bnVsbA.c'])('is not "%s"', (damaged) => {
    keep(localStorage, damaged);
    expect(keptToken(localStorage, CLIENT, NOON)).toBeUndefined();
    expect(personOf(damaged)).toBeNull();
  });

  it('tells whose it is', () => {
    expect(personOf(token)).toBe('person');
  });

  it('is forgotten whole, and nothing besides', () => {
    keep(localStorage, token);
    localStorage.setItem('skynotes.draft.1', 'mine');
    forgetKept(localStorage);
    expect(Object.entries(localStorage)).toEqual([['skynotes.draft.1', 'mine']]);
  });
});
