import { describe, expect, it } from 'vitest';

import { firstCount, rowHeightFor } from './first';
import { justify } from './layout';

const WINDOWS = [
  [320, 568],
  [412, 823],
  [1280, 800],
  [2560, 1440],
] as const;

describe('the first page of photos', () => {
  it.each(WINDOWS)('fills a window of %i by %i, even where all photos are upright', (innerWidth, innerHeight) => {
    const count = firstCount({ innerWidth, innerHeight });
    const ratios = Array.from({ length: count }, () => 3 / 4);
    const options = { width: innerWidth, rowHeight: rowHeightFor(innerWidth), gap: 2, headingHeight: 48 };
    const { height } = justify(ratios, [{ first: 0, end: count }], options);
    expect(height).toBeGreaterThan(innerHeight);
    expect(height).toBeLessThan(2 * innerHeight);
  });

  it('is never more than the service gives, and never next to nothing', () => {
    expect(firstCount({ innerWidth: 7680, innerHeight: 4320 })).toBe(100);
    expect(firstCount({ innerWidth: 200, innerHeight: 100 })).toBe(12);
  });
});
