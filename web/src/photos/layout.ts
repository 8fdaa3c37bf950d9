/** The justified grid: the position of each photo, from aspect ratios known before any photo is loaded. */

/** A run of photos under one heading: from `first` up to, and not including, `end`. */
export interface Group {
  first: number;
  end: number;
}

export interface LayoutOptions {
  /** The width of the whole grid, in CSS pixels. */
  width: number;
  /** The approximate height of a row. */
  rowHeight: number;
  gap: number;
  /** The space above each group. */
  headingHeight: number;
}

export interface Section extends Group {
  top: number;
  height: number;
  firstRow: number;
  endRow: number;
}

/** The layout as flat arrays, one number per photo or row, so that ten thousand photos need no ten thousand objects. */
export interface Layout {
  left: Float64Array;
  width: Float64Array;
  /** Values by row: distance from the top of the grid, height, and first photo; one more index ends the last row. */
  rowTop: Float64Array;
  rowHeight: Float64Array;
  rowFirst: Int32Array;
  sections: Section[];
  rows: number;
  height: number;
}

/** The limits of the aspect ratio: a photo beyond them is cropped, so that it does not squeeze its neighbours. */
const MIN_RATIO = 0.5;
const MAX_RATIO = 3;

/** Lay out photos with these aspect ratios (width by height), in order. */
export function justify(ratios: ArrayLike<number>, groups: readonly Group[], options: LayoutOptions): Layout {
  const count = ratios.length;
  const layout: Layout = {
    left: new Float64Array(count),
    width: new Float64Array(count),
    rowTop: new Float64Array(count),
    rowHeight: new Float64Array(count),
    rowFirst: new Int32Array(count + 1),
    sections: [],
    rows: 0,
    height: 0,
  };
  let top = 0;
  for (const group of groups) {
    const section: Section = { ...group, top, height: 0, firstRow: layout.rows, endRow: layout.rows };
    top += options.headingHeight;
    for (let first = group.first; first < group.end;) {
      const end = rowEnd(ratios, first, group.end, options);
      top += placeRow(layout, ratios, { first, end, last: end === group.end }, top, options) + options.gap;
      first = end;
    }
    section.endRow = layout.rows;
    section.height = top - section.top;
    layout.sections.push(section);
  }
  layout.height = top;
  layout.rowFirst[layout.rows] = count;
  return layout;
}

/** Return the rows, as `[first, end)`, that intersect what lies between two heights. */
export function rowsWithin(layout: Layout, top: number, bottom: number): [number, number] {
  const first = firstIndexWhere(layout.rows, (row) => bottomOf(layout, row) > top);
  return [
    first,
    Math.max(
      first,
      firstIndexWhere(layout.rows, (row) => (layout.rowTop[row] ?? 0) >= bottom),
    ),
  ];
}

/** Return the row of a photo. */
export function rowOf(layout: Layout, index: number): number {
  return Math.max(0, firstIndexWhere(layout.rows, (row) => (layout.rowFirst[row] ?? 0) > index) - 1);
}

/** Return the section at a height: the last that begins above it. */
export function sectionAt(layout: Layout, top: number): number {
  return Math.max(0, firstIndexWhere(layout.sections.length, (index) => (layout.sections[index]?.top ?? 0) > top) - 1);
}

/** Return the photo in the row above or below nearest to the middle of this one; itself if there is no such row. */
export function verticalNeighbour(layout: Layout, index: number, rows: 1 | -1): number {
  const row = rowOf(layout, index) + rows;
  if (row < 0 || row >= layout.rows) return index;
  const middle = middleOf(layout, index);
  let nearest = layout.rowFirst[row] ?? index;
  for (let other = nearest; other < (layout.rowFirst[row + 1] ?? 0); other += 1) {
    if (Math.abs(middleOf(layout, other) - middle) < Math.abs(middleOf(layout, nearest) - middle)) nearest = other;
  }
  return nearest;
}

interface Row extends Group {
  /** True for the last row of a group, which need not fill the width. */
  last: boolean;
}

function rowEnd(ratios: ArrayLike<number>, first: number, end: number, options: LayoutOptions): number {
  let sum = 0;
  for (let index = first; index < end; index += 1) {
    const before = sum;
    sum += clampedRatio(ratios[index]);
    const height = filledHeight(sum, index + 1 - first, options);
    if (height > options.rowHeight) continue;
    // Either with this photo, a little lower than the target, or without it, a little higher: whichever is closer.
    const higher = index > first ? filledHeight(before, index - first, options) : Infinity;
    return higher / options.rowHeight < options.rowHeight / height ? index : index + 1;
  }
  return end;
}

function placeRow(
  layout: Layout,
  ratios: ArrayLike<number>,
  { first, end, last }: Row,
  top: number,
  options: LayoutOptions,
): number {
  let sum = 0;
  for (let index = first; index < end; index += 1) sum += clampedRatio(ratios[index]);
  const filled = filledHeight(sum, end - first, options);
  const isPartial = last && filled > options.rowHeight;
  const height = Math.round(isPartial ? Math.min(options.rowHeight, filled) : filled);
  let left = 0;
  for (let index = first; index < end; index += 1) {
    const fills = !isPartial && index === end - 1;
    const width = fills ? options.width - left : Math.round(clampedRatio(ratios[index]) * height);
    layout.left[index] = left;
    layout.width[index] = width;
    left += width + options.gap;
  }
  layout.rowTop[layout.rows] = top;
  layout.rowHeight[layout.rows] = height;
  layout.rowFirst[layout.rows] = first;
  layout.rows += 1;
  return height;
}

function filledHeight(sum: number, photos: number, options: LayoutOptions): number {
  return (options.width - options.gap * (photos - 1)) / sum;
}

function clampedRatio(ratio: number | undefined): number {
  return Math.min(MAX_RATIO, Math.max(MIN_RATIO, ratio ?? 1));
}

function bottomOf(layout: Layout, row: number): number {
  return (layout.rowTop[row] ?? 0) + (layout.rowHeight[row] ?? 0);
}

function middleOf(layout: Layout, index: number): number {
  return (layout.left[index] ?? 0) + (layout.width[index] ?? 0) / 2;
}

/** Return the lowest number below `count` for which `holds` is true, or `count`; once true, it has to stay so. */
function firstIndexWhere(count: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
