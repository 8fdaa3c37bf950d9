import { describe, expect, it } from 'vitest';

import { isPassing, Waits } from './waits';

const nexts = (waits: Waits, count: number): number[] => Array.from({ length: count }, () => waits.next());

describe('waits', () => {
  it('double up to half a minute, and begin anew', () => {
    const waits = new Waits(() => 1);
    expect(nexts(waits, 7)).toEqual([2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
    waits.reset();
    expect(nexts(waits, 2)).toEqual([2000, 4000]);
  });

  it('are shortened by chance, by a quarter at most', () => {
    expect(nexts(new Waits(() => 0), 2)).toEqual([1500, 3000]);
    expect(new Waits(() => 0.5).next()).toBe(1750);
  });
});

describe('a status', () => {
  it.each([408, 425, 429, 500, 502, 503, 504, 599])('%i passes', (status) => {
    expect(isPassing(status)).toBe(true);
  });

  it.each([200, 400, 401, 403, 404, 409, 412, 413, 499])('%i does not pass', (status) => {
    expect(isPassing(status)).toBe(false);
  });
});
