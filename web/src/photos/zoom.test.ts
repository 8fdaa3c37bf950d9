import { describe, expect, it } from 'vitest';

import { boundsOf, doubleTapScale, fitted, panned, unzoomed, zoomed, type StageBounds } from './zoom';

const stage: StageBounds = { width: 1000, height: 800, picture: { width: 1000, height: 500 }, maxScale: 4 };

describe('zoom', () => {
  it('fits a picture to the stage without enlarging it', () => {
    expect(fitted({ width: 4000, height: 2000 }, stage)).toEqual({ width: 1000, height: 500 });
    expect(fitted({ width: 100, height: 3200 }, stage)).toEqual({ width: 25, height: 800 });
    expect(fitted({ width: 60, height: 40 }, stage)).toEqual({ width: 60, height: 40 });
  });

  it('keeps the point under the finger in place', () => {
    const closer = zoomed(unzoomed, 2, { x: 200, y: 0 }, stage);
    expect(closer).toEqual({ scale: 2, x: -200, y: 0 });
  });

  it('stays between the whole picture and the maximum scale', () => {
    expect(zoomed(unzoomed, 100, { x: 0, y: 0 }, stage).scale).toBe(4);
    expect(zoomed({ scale: 3, x: 400, y: 10 }, 0.01, { x: 50, y: 50 }, stage)).toEqual(unzoomed);
  });

  it('does not pan beyond the picture', () => {
    const closer = zoomed(unzoomed, 2, { x: 0, y: 0 }, stage);
    expect(panned(closer, 9999, -9999, stage)).toEqual({ scale: 2, x: 500, y: -100 });
    expect(panned(unzoomed, 50, 50, stage)).toEqual(unzoomed);
  });
});

describe('a picture that is very tall or wide', () => {
  const screen = { width: 1000, height: 800 };

  it('is at least one pixel wide and high', () => {
    expect(fitted({ width: 1, height: 3000 }, screen)).toEqual({ width: 1, height: 800 });
    expect(fitted({ width: 3000, height: 1 }, screen)).toEqual({ width: 1000, height: 1 });
  });

  it.each([
    [{ width: 1, height: 3000 }, 'width'],
    [{ width: 3000, height: 1 }, 'height'],
    [{ width: 6000, height: 900 }, 'height'],
    [{ width: 1080, height: 20_000 }, 'width'],
  ] as const)('%o fills the stage with its short side by a double tap', (size, side) => {
    const bounds = boundsOf(size, screen);
    const { scale } = zoomed(unzoomed, doubleTapScale(bounds), { x: 0, y: 0 }, bounds);
    expect(bounds.picture[side] * scale).toBeCloseTo(screen[side]);
  });

  it('does not include ordinary and small pictures', () => {
    expect(doubleTapScale(boundsOf({ width: 4000, height: 3000 }, screen))).toBe(2.5);
    expect(doubleTapScale(boundsOf({ width: 60, height: 40 }, screen))).toBe(2.5);
    expect(doubleTapScale(boundsOf({ width: 600, height: 400 }, { width: 390, height: 710 }))).toBe(2.5);
    expect(boundsOf({ width: 4000, height: 3000 }, screen).maxScale).toBe(4000 / 1000);
  });
});
