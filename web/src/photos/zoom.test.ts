import { describe, expect, it } from 'vitest';

import { boundsOf, doubleTapScale, fitted, moved, whole, zoomed, type Stage } from './zoom';

const stage: Stage = { width: 1000, height: 800, picture: { width: 1000, height: 500 }, closest: 4 };

describe('zoom', () => {
  it('fits all of a picture on the stage, and blows none up', () => {
    expect(fitted({ width: 4000, height: 2000 }, stage)).toEqual({ width: 1000, height: 500 });
    expect(fitted({ width: 100, height: 3200 }, stage)).toEqual({ width: 25, height: 800 });
    expect(fitted({ width: 60, height: 40 }, stage)).toEqual({ width: 60, height: 40 });
  });

  it('keeps what is under the finger under the finger', () => {
    const closer = zoomed(whole, 2, { x: 200, y: 0 }, stage);
    expect(closer).toEqual({ scale: 2, x: -200, y: 0 });
  });

  it('goes neither closer than sensible nor further than the whole', () => {
    expect(zoomed(whole, 100, { x: 0, y: 0 }, stage).scale).toBe(4);
    expect(zoomed({ scale: 3, x: 400, y: 10 }, 0.01, { x: 50, y: 50 }, stage)).toEqual(whole);
  });

  it('moves no further than the picture goes', () => {
    const closer = zoomed(whole, 2, { x: 0, y: 0 }, stage);
    expect(moved(closer, 9999, -9999, stage)).toEqual({ scale: 2, x: 500, y: -100 });
    expect(moved(whole, 50, 50, stage)).toEqual(whole);
  });
});

describe('a picture that is very tall or wide', () => {
  const screen = { width: 1000, height: 800 };

  it('is never so thin that it cannot be seen', () => {
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
    const { scale } = zoomed(whole, doubleTapScale(bounds), { x: 0, y: 0 }, bounds);
    expect(bounds.picture[side] * scale).toBeCloseTo(screen[side]);
  });

  it('is another matter than a picture like most, or a small one', () => {
    expect(doubleTapScale(boundsOf({ width: 4000, height: 3000 }, screen))).toBe(2.5);
    expect(doubleTapScale(boundsOf({ width: 60, height: 40 }, screen))).toBe(2.5);
    expect(doubleTapScale(boundsOf({ width: 600, height: 400 }, { width: 390, height: 710 }))).toBe(2.5);
    expect(boundsOf({ width: 4000, height: 3000 }, screen).closest).toBe(4000 / 1000);
  });
});
