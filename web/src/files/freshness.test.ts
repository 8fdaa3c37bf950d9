import { describe, expect, it } from 'vitest';

import { URL_FRESH_MS, isFresh, previewFor } from './freshness';

const previews = [320, 960, 1920].map((width) => ({ width, height: (width * 2) / 3, url: `${width}` }));

describe('freshness', () => {
  it('ends a minute before the URLs expire', () => {
    expect(isFresh(1000, 1000 + URL_FRESH_MS - 1)).toBe(true);
    expect(isFresh(1000, 1000 + URL_FRESH_MS)).toBe(false);
    expect(URL_FRESH_MS).toBe(14 * 60 * 1000);
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
