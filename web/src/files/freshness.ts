/** The lifetime of presigned URLs, and the choice among the several that each picture has. */
import type { Preview } from '../api/types';

/** Milliseconds for which a preview's URL is used: it is valid for 15 minutes, of which the request gets one. */
export const PREVIEW_FRESH_MS = 14 * 60_000;
/** Milliseconds for which an original's URL is used: it is valid for 5 minutes, of which the request gets one. */
export const ORIGINAL_FRESH_MS = 4 * 60_000;

/** The size of a preview, relative to its tile, that still looks sharp. */
const MIN_SHARPNESS = 0.8;
/** The highest density that matters: beyond it, eyes see no difference in a small picture. */
const MAX_DENSITY = 2;

/** Return whether a URL that was fetched then is still used now; `period` is one of the above. */
export function isFresh(fetchedAt: number, now: number, period: number): boolean {
  return now - fetchedAt < period;
}

/** Return the smallest preview that is sharp at this size in CSS pixels, else the largest. */
export function previewFor(
  previews: readonly Preview[],
  box: { width: number; height: number },
  density: number,
): Preview | undefined {
  const scale = Math.min(density, MAX_DENSITY) * MIN_SHARPNESS;
  return (
    previews.find(({ width, height }) => width >= box.width * scale && height >= box.height * scale) ?? previews.at(-1)
  );
}
