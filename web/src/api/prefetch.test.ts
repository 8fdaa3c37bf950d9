import { describe, expect, it, vi } from 'vitest';
import { Ahead } from './prefetch';

const URL = '/api/files?kind=image';

/** Prefetch a request; each answer is the number of answers before it. */
async function asked() {
  const clock = { now: 0 };
  let answers = 0;
  const fetching = vi.fn(() => Promise.resolve(new Response(`${answers++}`)));
  const ahead = new Ahead(fetching, () => clock.now);
  ahead.ask(URL, 'token');
  const fetched = async (url: string, token: string) =>
    (await ahead.fetch(url, { headers: { Authorization: `Bearer ${token}` } })).text();
  await Promise.resolve();
  return { clock, fetching, fetched };
}

describe('what is asked ahead', () => {
  it('is asked once, with the token and past every cache', async () => {
    const { fetching, fetched } = await asked();
    expect(await fetched(URL, 'token')).toBe('0');
    expect(fetching.mock.calls).toEqual([[URL, { headers: { Authorization: 'Bearer token' }, cache: 'no-store' }]]);
  });

  it('is an answer to one question only', async () => {
    const { fetched } = await asked();
    expect(await fetched(URL, 'token')).toBe('0');
    expect(await fetched(URL, 'token')).toBe('1');
  });

  it('is not for another question, or for somebody else', async () => {
    const { fetched } = await asked();
    expect(await fetched('/api/me', 'token')).toBe('1');
    expect(await fetched(URL, 'of another')).toBe('2');
    expect(await fetched(URL, 'token')).toBe('0');
  });

  it('is asked again when it is no longer news', async () => {
    const { clock, fetched } = await asked();
    clock.now = 20_000;
    expect(await fetched(URL, 'token')).toBe('1');
  });

  it('fails for whoever wants it, and for nobody else', async () => {
    const ahead = new Ahead(() => Promise.reject(new TypeError('Failed to fetch')));
    ahead.ask(URL, 'token');
    await expect(ahead.fetch(URL, { headers: { Authorization: 'Bearer token' } })).rejects.toThrow(TypeError);
  });
});
