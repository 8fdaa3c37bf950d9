import type { RefObject } from 'preact';
import { useMemo } from 'preact/hooks';

import { localPreview } from '../files/localPreviews';
import { measuredPreviews } from '../uploads/uploads';
import { rowHeightFor } from './firstPage';
import { justify, type Layout, type LayoutOptions } from './layout';
import { photoList } from './sharedPhotoList';
import { useWidth } from './scrolling';
import { months, ratiosOf, type Entry, type Month } from './timeline';

interface GridLayout {
  /** The width of the grid; 0 until it is known. */
  width: number;
  entries: readonly Entry[];
  groups: readonly Month[];
  layout: Layout;
}

/** Return the photos of the library, grouped by month, and their layout in the grid. */
export function useGridLayout(grid: RefObject<HTMLElement | null>): GridLayout {
  const width = useWidth(grid);
  const { entries } = photoList.state.value;
  const sizes = measuredPreviews.value;
  const groups = useMemo(() => months(entries), [entries]);
  const layout = useMemo(
    () => justify(ratiosOf(entries, localPreview), groups, optionsFor(width)),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `sizes` changes when an answer of `localPreview` does
    [entries, groups, width, sizes],
  );
  return { width, entries, groups, layout };
}

/** Return the options of the layout: on phones, photos are closer together, and headings lower. */
function optionsFor(width: number): LayoutOptions {
  return { width, rowHeight: rowHeightFor(width), gap: width < 600 ? 2 : 4, headingHeight: width < 600 ? 48 : 60 };
}
