/** The library's first request, apart from the rest of the library so that it can be sent at once. */
import type { Query } from '../api/routes';

/** Return the row height: less on phones, where two or three photos side by side are enough; more on large screens. */
export function rowHeightFor(width: number): number {
  if (width < 600) return 136;
  return width < 1600 ? 208 : 260;
}

/** The aspect ratio of a portrait photo: photos are seldom narrower, so seldom do more of them fit. */
const PORTRAIT_RATIO = 3 / 4;
/** The window heights that the first page fills, so that what is just below the window does not move into it. */
const WINDOW_HEIGHTS = 1.25;
const MIN_PHOTOS = 12;
const MAX_PHOTOS = 100;

/** Return as many photos as the window may show, and not many more: each of those would delay the first ones. */
export function firstPageSize(window: { innerWidth: number; innerHeight: number }): number {
  const photo = rowHeightFor(window.innerWidth) ** 2 * PORTRAIT_RATIO;
  const count = Math.ceil((WINDOW_HEIGHTS * window.innerWidth * window.innerHeight) / photo);
  return Math.min(MAX_PHOTOS, Math.max(MIN_PHOTOS, count));
}

/** The number of photos on each page after the first one. */
export const PAGE_SIZE = 100;

/** Return the query for a page of the library; a prefetched request must be exactly the same as the library's. */
export function pageQuery(limit: number, cursor?: string): Query<'/files'> {
  return { kind: 'media', urls: true, limit, cursor };
}
