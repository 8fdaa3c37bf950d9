/** Windowing of a long list: the range of rows that are in the page. */

export interface View {
  /** Pixels by which the list's start is above the top of the viewport; negative while it is below. */
  top: number;
  height: number;
  rowHeight: number;
  count: number;
}

export interface Range {
  first: number;
  /** Index after the last. */
  end: number;
}

/** Return the rows in the viewport and `spare` more on either side. */
export function rowsIn(view: View, spare: number): Range {
  const { top, height, rowHeight, count } = view;
  if (rowHeight <= 0 || count === 0) return { first: 0, end: 0 };
  const first = Math.floor(top / rowHeight) - spare;
  const end = Math.ceil((top + height) / rowHeight) + spare;
  return { first: clamp(first, 0, count), end: clamp(end, 0, count) };
}

/** Return whether to load more: fewer than `windows` viewports of rows are left below. */
export function isNearEnd({ top, height, rowHeight, count }: View, windows = 3): boolean {
  return count * rowHeight - (top + height) < windows * height;
}

/**
 * Return by how many rows the rows in view have moved because others were added or removed above. `stays` tells
 * whether a row that was in view kept its own place in the order; a row that moved by itself is not followed.
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
