import { describe, expect, it } from 'vitest';

import { isTransientStatus, Backoff } from './backoff';

const delays = (backoff: Backoff, count: number): number[] => Array.from({ length: count }, () => backoff.nextDelay());

describe('backoff', () => {
  it('doubles delays up to half a minute, and starts again after a reset', () => {
    const backoff = new Backoff(() => 1);
    expect(delays(backoff, 7)).toEqual([2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
    backoff.reset();
    expect(delays(backoff, 2)).toEqual([2000, 4000]);
  });

  it('shortens delays at random, by a quarter at most', () => {
    expect(delays(new Backoff(() => 0), 2)).toEqual([1500, 3000]);
    expect(new Backoff(() => 0.5).nextDelay()).toBe(1750);
  });
});

describe('isTransientStatus', () => {
  it.each([408, 425, 429, 500, 502, 503, 504, 599])('is true for %i', (status) => {
    expect(isTransientStatus(status)).toBe(true);
  });

  it.each([200, 400, 401, 403, 404, 409, 412, 413, 499])('is false for %i', (status) => {
    expect(isTransientStatus(status)).toBe(false);
  });
});
