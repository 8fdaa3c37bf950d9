import { expect, it } from 'vitest';

import { retryDelay } from './clock';

it('delays longer each time, up to a minute, at random between zero and that', () => {
  const longest = [1, 2, 3, 4, 5, 6, 7, 8].map((failures) => retryDelay(failures, 1));
  expect(longest).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  expect(retryDelay(4, 0.25)).toBe(2000);
  expect(retryDelay(4, 0)).toBe(0);
});
