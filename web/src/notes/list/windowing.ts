/** Which rows of a long list are in the page. */

export interface View {
  /** How far the list's beginning is above the top of the window; negative while it is below. */
  top: number;
  height: number;
  rowHeight: number;
  count: number;
}

export interface Range {
  first: number;
  /** One past the last. */
  end: number;
}

/** The rows in view and `spare` more on either side. */
export function rowsIn(view: View, spare: number): Range {
  const { top, height, rowHeight, count } = view;
  if (rowHeight <= 0 || count === 0) return { first: 0, end: 0 };
  const first = Math.floor(top / rowHeight) - spare;
  const end = Math.ceil((top + height) / rowHeight) + spare;
  return { first: clamp(first, 0, count), end: clamp(end, 0, count) };
}

/** Whether it is time to load more: fewer than this many windows of rows are left below. */
export function isNearEnd({ top, height, rowHeight, count }: View, windows = 3): boolean {
  return count * rowHeight - (top + height) < windows * height;
}

/**
 * By how many rows what is in view has moved, now that other rows came or went above it. `stays` says of a row that was
 * in view whether it is the same one still; one that has gone elsewhere by itself is not followed.
 */
export function rowsMoved<Row extends { id: string }>(
  before: readonly Row[],
  after: readonly Row[],
  inView: Range,
  stays: (before: Row, after: Row) => boolean,
): number {
  const places = new Map(after.map((row, index) => [row.id, index]));
  for (let index = inView.first; index < inView.end; index += 1) {
    const row = before[index];
    const place = row && places.get(row.id);
    const now = place === undefined ? undefined : after[place];
    if (row && now && place !== undefined && stays(row, now)) return place - index;
  }
  return 0;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
