import { describe, expect, it, vi } from 'vitest';

import { matchesPreview, inspect, placementOf } from './original';
import type { Orientation } from '../files/pictureBytes';
import { png, tiff, webp } from '../testing/pictureBytes';

function readable(file: Uint8Array) {
  return vi.fn((from: number, length: number) => Promise.resolve(file.subarray(from, from + length)));
}

describe('inspecting an original', () => {
  it('finds the orientation of a WebP in its first and last bytes', async () => {
    const file = webp({ flags: 0x0a, exif: tiff({ orientation: 8 }), pixels: new Uint8Array(300_000) });
    const read = readable(file);
    const found = await inspect({ content_type: 'image/webp', size: file.length }, read);
    expect(found).toEqual({ isAnimated: true, orientation: 8 });
    expect(read).toHaveBeenCalledTimes(2);
    for (const [, length] of read.mock.calls) expect(length).toBeLessThanOrEqual(128 * 1024);
  });

  it('reads a small WebP too, and one without EXIF only once', async () => {
    const small = webp({ flags: 8, exif: tiff({ orientation: 3 }) });
    const found = await inspect({ content_type: 'image/webp', size: small.length }, readable(small));
    expect(found.orientation).toBe(3);
    const plain = webp({ flags: 0 });
    const read = readable(plain);
    expect(await inspect({ content_type: 'image/webp', size: plain.length }, read)).toEqual({
      isAnimated: false,
      orientation: 1,
    });
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('returns no orientation if the EXIF is not found', async () => {
    const hidden = webp({ flags: 8 });
    const found = await inspect({ content_type: 'image/webp', size: hidden.length }, readable(hidden));
    expect(found.orientation).toBeUndefined();
  });

  it('reads nothing of a JPEG, which browsers rotate, and goes by bytes for other types', async () => {
    const read = readable(png(['IHDR', 'acTL']));
    expect(await inspect({ content_type: 'image/jpeg', size: 40 }, read)).toEqual({
      isAnimated: false,
      orientation: 1,
    });
    expect(read).not.toHaveBeenCalled();
    expect(await inspect({ content_type: 'image/gif', size: 40 }, read)).toMatchObject({ isAnimated: true });
  });
});

describe('an original over its preview', () => {
  const upright = { width: 300, height: 400 };

  it('matches if it has the proportions of the preview', () => {
    expect(matchesPreview({ width: 300, height: 400 }, 1, upright)).toBe(true);
    expect(matchesPreview({ width: 3000, height: 4000 }, 1, upright)).toBe(true);
    expect(matchesPreview({ width: 299, height: 400 }, 1, upright)).toBe(true);
    expect(matchesPreview({ width: 400, height: 300 }, 1, upright)).toBe(false);
    expect(matchesPreview({ width: 400, height: 300 }, 6, upright)).toBe(true);
    expect(matchesPreview({ width: 300, height: 400 }, 6, upright)).toBe(false);
    expect(matchesPreview({ width: 0, height: 0 }, 1, upright)).toBe(false);
    expect(matchesPreview({ width: 1, height: 3000 }, 1, { width: 1, height: 3000 })).toBe(true);
    expect(matchesPreview({ width: 3000, height: 1 }, 1, { width: 1, height: 3000 })).toBe(false);
  });

  /** Corners where the first pixel comes to lie: the sides that EXIF's table names for its row and its column. */
  it.each<[Orientation, number[]]>([
    [2, [300, 0]],
    [3, [300, 400]],
    [4, [0, 400]],
    [5, [0, 0]],
    [6, [300, 0]],
    [7, [300, 400]],
    [8, [0, 400]],
  ])('that lies as %d has its first pixel at the right corner', (orientation, corner) => {
    const { width, height, transform } = placementOf(orientation, upright);
    const numbers = transform.match(/-?[\d.]+/g)?.map(Number) ?? [];
    const [x = 0, y = 0, a = 0, b = 0, c = 0, d = 0] = numbers;
    const [halfWidth, halfHeight] = [parseFloat(width) / 2, parseFloat(height) / 2];
    const at = (left: number, top: number): number[] => [
      x + halfWidth + a * (left - halfWidth) + c * (top - halfHeight),
      y + halfHeight + b * (left - halfWidth) + d * (top - halfHeight),
    ];
    expect(at(0, 0)).toEqual(corner);
    // Stored rows stay rows up to orientation 4, and become columns from 5 on.
    const along = at(parseFloat(width), 0);
    expect(along[orientation <= 4 ? 1 : 0]).toBe(corner[orientation <= 4 ? 1 : 0]);
  });
});
