import { describe, expect, it, vi } from 'vitest';
import { Prefetch } from './prefetch';

const URL = '/api/files?kind=image';

/** Prefetch a request; each answer is the number of answers before it. */
async function prefetchOnce() {
  const clock = { now: 0 };
  let answers = 0;
  const fetching = vi.fn(() => Promise.resolve(new Response(`${answers++}`)));
  const prefetch = new Prefetch(fetching, () => clock.now);
  prefetch.request(URL, 'token');
  const fetched = async (url: string, token: string) =>
    (await prefetch.fetch(url, { headers: { Authorization: `Bearer ${token}` } })).text();
  await Promise.resolve();
  return { clock, fetching, fetched };
}

describe('a prefetched request', () => {
  it('is sent once, with the token, and bypasses caches', async () => {
    const { fetching, fetched } = await prefetchOnce();
    expect(await fetched(URL, 'token')).toBe('0');
    expect(fetching.mock.calls).toEqual([[URL, { headers: { Authorization: 'Bearer token' }, cache: 'no-store' }]]);
  });

  it('is used once only', async () => {
    const { fetched } = await prefetchOnce();
    expect(await fetched(URL, 'token')).toBe('0');
    expect(await fetched(URL, 'token')).toBe('1');
  });

  it('is not used for another URL or another token', async () => {
    const { fetched } = await prefetchOnce();
    expect(await fetched('/api/me', 'token')).toBe('1');
    expect(await fetched(URL, 'of another')).toBe('2');
    expect(await fetched(URL, 'token')).toBe('0');
  });

  it('is sent again when the response is too old', async () => {
    const { clock, fetched } = await prefetchOnce();
    clock.now = 20_000;
    expect(await fetched(URL, 'token')).toBe('1');
  });

  it('reports a failure only to the caller that uses it', async () => {
    const prefetch = new Prefetch(() => Promise.reject(new TypeError('Failed to fetch')));
    prefetch.request(URL, 'token');
    await expect(prefetch.fetch(URL, { headers: { Authorization: 'Bearer token' } })).rejects.toThrow(TypeError);
  });
});
