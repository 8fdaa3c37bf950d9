/** Presigned URLs go stale, and there are several of them for each picture: which to use, and until when. */
import type { Preview } from '../api/types';

/** They are good for a quarter of an hour; a minute of it is for the request that uses one. */
export const FRESH_FOR = 14 * 60_000;

/** A tile this much larger than its preview still looks sharp. */
const GOOD_ENOUGH = 0.8;
/** Beyond this density, eyes see no difference in a small picture. */
const DENSEST = 2;

export function isFresh(fetchedAt: number, now: number): boolean {
  return now - fetchedAt < FRESH_FOR;
}

/** The smallest preview that is sharp at this size in CSS pixels, or the largest there is. */
export function previewFor(
  previews: readonly Preview[],
  box: { width: number; height: number },
  density: number,
): Preview | undefined {
  const scale = Math.min(density, DENSEST) * GOOD_ENOUGH;
  return (
    previews.find(({ width, height }) => width >= box.width * scale && height >= box.height * scale) ?? previews.at(-1)
  );
}
