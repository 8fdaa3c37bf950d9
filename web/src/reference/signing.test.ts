import { expect, test, vi } from 'vitest';
import { PLACEHOLDER, signWith } from './signing';

const asked = { url: '/api/me', headers: { accept: '*/*', Authorization: `Bearer ${PLACEHOLDER}` } };

test('the token of the signed-in user replaces the placeholder', async () => {
  const sent = await signWith(() => Promise.resolve('theirs'))(asked);
  expect(sent).toEqual({ url: '/api/me', headers: { accept: '*/*', Authorization: 'Bearer theirs' } });
});

test('without a signed-in user, the placeholder is removed', async () => {
  const sent = await signWith(() => Promise.resolve(undefined))(asked);
  expect(sent).toEqual({ url: '/api/me', headers: { accept: '*/*' } });
});

test('a public request is sent as it is, even with a signed-in user', async () => {
  const token = vi.fn(() => Promise.resolve('theirs'));
  const request = { url: '/api/health', headers: { accept: '*/*' } };
  expect(await signWith(token)(request)).toBe(request);
  expect(token).not.toHaveBeenCalled();
});
