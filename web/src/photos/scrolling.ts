/** The scroll position of the page over the grid, reduced to what the grid has to know. */
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

import { rowOf, rowsWithin, type Layout } from './layout';
import type { Entry } from './timeline';

export interface VisibleRows {
  /** The rows to render, as `[first, end)`. */
  first: number;
  end: number;
  /** The position in the grid at the top of the window, in CSS pixels. */
  top: number;
  /** True while rows scroll by too fast to look at. */
  isScrollingFast: boolean;
}

/** Window heights above and below the visible one that are kept rendered. */
const MARGIN_WINDOWS = 1;
const SCROLL_END_MS = 140;

/** Return the width of an element, updated on each change; 0 until it is known. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return undefined;
    const measure = (): void => setWidth(Math.floor(current.getBoundingClientRect().width));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

/** Return the visible part of the grid. Changes only when other rows have to be rendered. */
export function useVisibleRows(element: RefObject<HTMLElement | null>, layout: Layout): VisibleRows {
  const [visibleRows, setVisibleRows] = useState<VisibleRows>({ first: 0, end: 0, top: 0, isScrollingFast: false });

  useLayoutEffect(() => {
    let before = window.scrollY;
    let scrollEnd: ReturnType<typeof setTimeout> | undefined;
    const update = (isScrollingFast: boolean): void => {
      const top = -(element.current?.getBoundingClientRect().top ?? 0);
      setVisibleRows((last) => nextVisibleRows(layout, last, { top, height: window.innerHeight, isScrollingFast }));
    };
    const onScroll = (): void => {
      const isScrollingFast = Math.abs(window.scrollY - before) > window.innerHeight;
      before = window.scrollY;
      clearTimeout(scrollEnd);
      scrollEnd = setTimeout(() => update(false), SCROLL_END_MS);
      update(isScrollingFast);
    };
    const onResize = (): void => update(false);
    update(false);
    addEventListener('scroll', onScroll, { passive: true });
    addEventListener('resize', onResize);
    return () => {
      clearTimeout(scrollEnd);
      removeEventListener('scroll', onScroll);
      removeEventListener('resize', onResize);
    };
  }, [element, layout]);

  return visibleRows;
}

/** Return whether more has to be loaded, so that nobody reaches the end before it is loaded. */
export function isNearEnd(layout: Layout, visibleRows: VisibleRows): boolean {
  return layout.height - visibleRows.top < 5 * window.innerHeight;
}

/** Keep visible photos in place while others come or go above. Call before `useVisibleRows`, which reads the position. */
export function useScrollAnchor(
  element: RefObject<HTMLElement | null>,
  layout: Layout,
  entries: readonly Entry[],
  indexOf: (id: string) => number,
): void {
  const last = useRef({ layout, entries });
  useLayoutEffect(() => {
    const before = last.current;
    last.current = { layout, entries };
    const top = -(element.current?.getBoundingClientRect().top ?? 0);
    if (top <= 0 || before.entries === entries) return;
    const [row] = rowsWithin(before.layout, top, top + window.innerHeight);
    for (let index = before.layout.rowFirst[row] ?? 0; index < before.entries.length; index += 1) {
      const now = indexOf(before.entries[index]?.file.id ?? '');
      if (now < 0) continue;
      window.scrollBy(0, topOf(layout, now) - topOf(before.layout, index));
      return;
    }
  }, [element, layout, entries, indexOf]);
}

function topOf(layout: Layout, index: number): number {
  return layout.rowTop[rowOf(layout, index)] ?? 0;
}

let savedTop = 0;

/** Restore the scroll position of the last time in the grid; `ready` once the grid is as high as it was. */
export function useScrollRestoration(ready: boolean): void {
  useLayoutEffect(() => {
    if (!ready) return undefined;
    if (savedTop > 0) window.scrollTo(0, savedTop);
    const onScroll = (): void => {
      savedTop = window.scrollY;
    };
    addEventListener('scroll', onScroll, { passive: true });
    return () => removeEventListener('scroll', onScroll);
  }, [ready]);
}

function nextVisibleRows(
  layout: Layout,
  last: VisibleRows,
  now: { top: number; height: number; isScrollingFast: boolean },
): VisibleRows {
  const [firstVisible, endVisible] = rowsWithin(layout, now.top, now.top + now.height);
  const margin = MARGIN_WINDOWS * now.height;
  const near = rowsWithin(layout, now.top - margin / 2, now.top + now.height + margin / 2);
  const covered = last.first <= near[0] && last.end >= near[1] && last.end <= layout.rows;
  if (covered && now.isScrollingFast === last.isScrollingFast && firstVisible >= last.first && endVisible <= last.end)
    return last;
  const [first, end] = rowsWithin(layout, now.top - margin, now.top + now.height + margin);
  return { first, end, top: now.top, isScrollingFast: now.isScrollingFast };
}
