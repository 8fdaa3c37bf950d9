import { describe, expect, it } from 'vitest';

import { firstPageSize, rowHeightFor } from './firstPage';
import { justify } from './layout';

const WINDOWS = [
  [320, 568],
  [412, 823],
  [1280, 800],
  [2560, 1440],
] as const;

describe('the first page of photos', () => {
  it.each(WINDOWS)('fills a window of %i by %i, even with portrait photos only', (innerWidth, innerHeight) => {
    const count = firstPageSize({ innerWidth, innerHeight });
    const ratios = Array.from({ length: count }, () => 3 / 4);
    const options = { width: innerWidth, rowHeight: rowHeightFor(innerWidth), gap: 2, headingHeight: 48 };
    const { height } = justify(ratios, [{ first: 0, end: count }], options);
    expect(height).toBeGreaterThan(innerHeight);
    expect(height).toBeLessThan(2 * innerHeight);
  });

  it("stays within the service's maximum and a minimum", () => {
    expect(firstPageSize({ innerWidth: 7680, innerHeight: 4320 })).toBe(100);
    expect(firstPageSize({ innerWidth: 200, innerHeight: 100 })).toBe(12);
  });
});
