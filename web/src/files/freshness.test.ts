import { describe, expect, it } from 'vitest';

import { ORIGINAL_FRESH_MS, PREVIEW_FRESH_MS, isFresh, previewFor } from './freshness';

const previews = [320, 960, 1920].map((width) => ({ width, height: (width * 2) / 3, url: `${width}` }));

describe('freshness', () => {
  it.each([
    [PREVIEW_FRESH_MS, 14],
    [ORIGINAL_FRESH_MS, 4],
  ])('ends a minute before the URLs expire', (period, minutes) => {
    expect(isFresh(1000, 1000 + period - 1, period)).toBe(true);
    expect(isFresh(1000, 1000 + period, period)).toBe(false);
    expect(period).toBe(minutes * 60 * 1000);
  });
});

describe('previewFor', () => {
  it('chooses by the density of the screen', () => {
    expect(previewFor(previews, { width: 300, height: 200 }, 1)?.url).toBe('320');
    expect(previewFor(previews, { width: 300, height: 200 }, 2)?.url).toBe('960');
    expect(previewFor(previews, { width: 180, height: 120 }, 3)?.url).toBe('320');
  });

  it('considers both sides, because a picture is cropped to its tile', () => {
    expect(previewFor(previews, { width: 100, height: 300 }, 1)?.url).toBe('960');
  });

  it('returns the largest if none is large enough, and undefined without previews', () => {
    expect(previewFor(previews, { width: 4000, height: 3000 }, 1)?.url).toBe('1920');
    expect(previewFor([], { width: 10, height: 10 }, 1)).toBeUndefined();
  });
});
