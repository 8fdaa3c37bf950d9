// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from 'vitest';
import { Offline } from '../api/errors';
import { configure, fetchAuthSession, limitRefresh } from './amplify';
import { CLIENT, keep, tokenOf } from '../testing/auth';

const HOUR = 3_600_000;

beforeEach(() => {
  keep(localStorage, tokenOf('person', Date.now() - HOUR));
  configure({
    region: 'eu-central-1',
    userPoolId: 'eu-central-1_1',
    userPoolClientId: CLIENT,
    apiUrl: '/api',
    mediaUrl: 'https://media',
  });
});

it('asks for a token once more after a request for one was not answered', async () => {
  limitRefresh(20);
  const fresh = tokenOf('person', Date.now() + HOUR);
  const answer = { AuthenticationResult: { AccessToken: fresh, IdToken: fresh } };
  const fetching = vi
    .fn<typeof fetch>(() => Promise.resolve(Response.json(answer)))
    .mockReturnValueOnce(new Promise(() => undefined));
  vi.stubGlobal('fetch', fetching);
  await expect(Promise.all([fetchAuthSession(), fetchAuthSession()])).rejects.toBeInstanceOf(Offline);
  expect(fetching).toHaveBeenCalledTimes(1);
  expect((await fetchAuthSession()).tokens?.idToken?.toString()).toBe(fresh);
});
