/** The focus in the grid: the Tab key stops at one photo, and arrow keys reach the others. */
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

import { beside, rowOf, type Layout } from './layout';
import { photoList } from './photos';
import type { Sight } from './scrolling';

interface TileFocus {
  /** The photo at which the Tab key stops: the one focused last, or the first of those rendered. */
  reachable: number;
  setCurrent: (index: number) => void;
  /** Focus a photo, which may first have to be scrolled to. */
  focusOn: (index: number) => void;
}

/** Keep track of the photo that has the focus, and return the means to move it. */
export function useTileFocus(grid: RefObject<HTMLElement | null>, layout: Layout, sight: Sight): TileFocus {
  const [current, setCurrent] = useState(0);
  const reachable = inSight(layout, sight, current) ? current : (layout.rowFirst[sight.first] ?? 0);
  const focusOn = useFocus(grid, layout);
  return { reachable, setCurrent, focusOn };
}

/** Focus the photo that the user comes back from. */
export function useReturn(returnTo: string | null, focusOn: (index: number) => void): void {
  useEffect(() => {
    const index = returnTo === null ? -1 : photoList.indexOf(returnTo);
    if (index >= 0) focusOn(index);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- runs once for each return, even if the grid changes
  }, [returnTo]);
}

/** Return the photo to which a key moves the focus; undefined for keys that do not move it. */
export function step(layout: Layout, index: number, key: string): number | undefined {
  const last = layout.left.length - 1;
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, index - 1);
    case 'ArrowRight':
      return Math.min(last, index + 1);
    case 'ArrowUp':
      return beside(layout, index, -1);
    case 'ArrowDown':
      return beside(layout, index, 1);
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
    const room = 72;
    if (top < room) window.scrollBy(0, top - room);
    else if (bottom > window.innerHeight - room) window.scrollBy(0, bottom - window.innerHeight + room);
    const link = grid.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    if (!link) return;
    wanted.current = null;
    link.focus({ preventScroll: true });
  };
}

/** Return whether a photo is in one of the rendered rows. */
function inSight(layout: Layout, sight: { first: number; end: number }, index: number): boolean {
  return index >= (layout.rowFirst[sight.first] ?? 0) && index < (layout.rowFirst[sight.end] ?? 0);
}
