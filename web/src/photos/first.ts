/** What the library shows first: known apart from the rest of it, so that it can be asked for at once. */
import type { Query } from '../api/routes';

/** Smaller on a phone, where two or three abreast are enough; larger where there is room. */
export function rowHeightFor(width: number): number {
  if (width < 600) return 136;
  return width < 1600 ? 208 : 260;
}

/** Width by height of a photo that was taken upright: seldom are they narrower, and seldom do more of them fit. */
const UPRIGHT = 3 / 4;
/** What is just below the window should not move into it. */
const WINDOWS = 1.25;
const LEAST = 12;
const MOST = 100;

/** As many photos as the window may show, and not many more: each of those would keep the first ones waiting. */
export function firstCount(window: { innerWidth: number; innerHeight: number }): number {
  const photo = rowHeightFor(window.innerWidth) ** 2 * UPRIGHT;
  const count = Math.ceil((WINDOWS * window.innerWidth * window.innerHeight) / photo);
  return Math.min(MOST, Math.max(LEAST, count));
}

/** How many photos the pages after the first one have. */
export const LATER_PAGES = 100;

/** A page of the library: what is asked ahead is, to the letter, what the library asks. */
export function pageQuery(limit: number, cursor?: string): Query<'/files'> {
  return { kind: 'media', urls: true, limit, cursor };
}
