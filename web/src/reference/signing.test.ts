import { expect, test, vi } from 'vitest';
import { PLACEHOLDER, signedBy } from './signing';

const asked = { url: '/api/me', headers: { accept: '*/*', Authorization: `Bearer ${PLACEHOLDER}` } };

test('whoever is signed in vouches for what has to be vouched for', async () => {
  const sent = await signedBy(() => Promise.resolve('theirs'))(asked);
  expect(sent).toEqual({ url: '/api/me', headers: { accept: '*/*', Authorization: 'Bearer theirs' } });
});

test('what nobody vouches for goes without a token, and not with a placeholder', async () => {
  const sent = await signedBy(() => Promise.resolve(undefined))(asked);
  expect(sent).toEqual({ url: '/api/me', headers: { accept: '*/*' } });
});

test('what is public is sent as it is, whoever is signed in', async () => {
  const token = vi.fn(() => Promise.resolve('theirs'));
  const request = { url: '/api/health', headers: { accept: '*/*' } };
  expect(await signedBy(token)(request)).toBe(request);
  expect(token).not.toHaveBeenCalled();
});
