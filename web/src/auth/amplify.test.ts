// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from 'vitest';
import { Offline } from '../api/errors';
import { configure, fetchAuthSession, limitTokenRefresh } from './amplify';
import { CLIENT_ID, storeSession, makeIdToken } from '../testing/auth';

const HOUR = 3_600_000;

beforeEach(() => {
  storeSession(localStorage, makeIdToken('person', Date.now() - HOUR));
  configure({
    region: 'eu-central-1',
    userPoolId: 'eu-central-1_1',
    userPoolClientId: CLIENT_ID,
    apiUrl: '/api',
    mediaUrl: 'https://media',
  });
});

it('requests a token again after a request that was not answered', async () => {
  limitTokenRefresh(20);
  const fresh = makeIdToken('person', Date.now() + HOUR);
  const answer = { AuthenticationResult: { AccessToken: fresh, IdToken: fresh } };
  const fetching = vi
    .fn<typeof fetch>(() => Promise.resolve(Response.json(answer)))
    .mockReturnValueOnce(new Promise(() => undefined));
  vi.stubGlobal('fetch', fetching);
  await expect(Promise.all([fetchAuthSession(), fetchAuthSession()])).rejects.toBeInstanceOf(Offline);
  expect(fetching).toHaveBeenCalledTimes(1);
  expect((await fetchAuthSession()).tokens?.idToken?.toString()).toBe(fresh);
});
