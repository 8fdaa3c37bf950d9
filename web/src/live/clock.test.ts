import { expect, it } from 'vitest';

import { pauseAfter } from './clock';

it('pauses longer each time, up to a minute, and anything between nothing and that', () => {
  const longest = [1, 2, 3, 4, 5, 6, 7, 8].map((failures) => pauseAfter(failures, 1));
  expect(longest).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  expect(pauseAfter(4, 0.25)).toBe(2000);
  expect(pauseAfter(4, 0)).toBe(0);
});
