/** The focus in the grid: the Tab key stops at one photo, and arrow keys reach the others. */
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

import { verticalNeighbour, rowOf, type Layout } from './layout';
import { photoList } from './sharedPhotoList';
import type { VisibleRows } from './scrolling';

interface TileFocus {
  /** The photo at which the Tab key stops: the one focused last, or the first of those rendered. */
  tabStop: number;
  setCurrent: (index: number) => void;
  /** Focus a photo, which may first have to be scrolled to. */
  focusOn: (index: number) => void;
}

/** Keep track of the photo that has the focus, and return the means to move it. */
export function useTileFocus(grid: RefObject<HTMLElement | null>, layout: Layout, visibleRows: VisibleRows): TileFocus {
  const [current, setCurrent] = useState(0);
  const tabStop = isRendered(layout, visibleRows, current) ? current : (layout.rowFirst[visibleRows.first] ?? 0);
  const focusOn = useFocus(grid, layout);
  return { tabStop, setCurrent, focusOn };
}

/** Focus the photo that the user comes back from. */
export function useReturnFocus(returnTo: string | null, focusOn: (index: number) => void): void {
  useEffect(() => {
    const index = returnTo === null ? -1 : photoList.indexOf(returnTo);
    if (index >= 0) focusOn(index);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- runs once for each return, even if the grid changes
  }, [returnTo]);
}

/** Return the photo to which a key moves the focus; undefined for keys that do not move it. */
export function targetOfKey(layout: Layout, index: number, key: string): number | undefined {
  const last = layout.left.length - 1;
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, index - 1);
    case 'ArrowRight':
      return Math.min(last, index + 1);
    case 'ArrowUp':
      return verticalNeighbour(layout, index, -1);
    case 'ArrowDown':
      return verticalNeighbour(layout, index, 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

/** Return a function that focuses any photo, which may first have to be scrolled to and rendered. */
function useFocus(grid: RefObject<HTMLElement | null>, layout: Layout): (index: number) => void {
  const wanted = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const link = grid.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"]`);
    if (!link) return;
    wanted.current = null;
    link.focus({ preventScroll: true });
  });
  return (index) => {
    wanted.current = index;
    const row = rowOf(layout, index);
    const gridTop = grid.current?.getBoundingClientRect().top ?? 0;
    const top = gridTop + (layout.rowTop[row] ?? 0);
    const bottom = top + (layout.rowHeight[row] ?? 0);
    const margin = 72;
    if (top < margin) window.scrollBy(0, top - margin);
    else if (bottom > window.innerHeight - margin) window.scrollBy(0, bottom - window.innerHeight + margin);
    const link = grid.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    if (!link) return;
    wanted.current = null;
    link.focus({ preventScroll: true });
  };
}

/** Return whether a photo is in one of the rendered rows. */
function isRendered(layout: Layout, visibleRows: { first: number; end: number }, index: number): boolean {
  return index >= (layout.rowFirst[visibleRows.first] ?? 0) && index < (layout.rowFirst[visibleRows.end] ?? 0);
}
