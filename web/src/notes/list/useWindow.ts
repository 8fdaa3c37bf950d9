import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { rowsIn, type Range, type View } from './windowing';

const SPARE_ROWS = 4;

interface Window extends Range {
  view: View;
}

/** Return the rows of the list to render at the current scroll position; `row` is as tall as each of them. */
export function useWindow(
  list: RefObject<HTMLElement | null>,
  row: RefObject<HTMLElement | null>,
  count: number,
  onScroll: (view: View) => void,
): Window {
  const [shown, setShown] = useState<Window>({ first: 0, end: 0, view: { top: 0, height: 0, rowHeight: 0, count } });
  const latest = useRef(onScroll);
  latest.current = onScroll;

  useLayoutEffect(() => {
    let frame = 0;
    const update = (): void => {
      frame = 0;
      if (!list.current || !row.current) return;
      const rowHeight = row.current.getBoundingClientRect().height;
      const view = { top: -list.current.getBoundingClientRect().top, height: innerHeight, rowHeight, count };
      const range = rowsIn(view, SPARE_ROWS);
      setShown((before) => {
        const same = before.first === range.first && before.end === range.end && before.view.rowHeight === rowHeight;
        return same ? before : { ...range, view };
      });
      latest.current(view);
    };
    const schedule = (): void => {
      frame ||= requestAnimationFrame(update);
    };
    update();
    addEventListener('scroll', schedule, { passive: true });
    addEventListener('resize', schedule, { passive: true });
    // Printing needs the whole list.
    const onPrint = (): void => setShown((before) => ({ ...before, first: 0, end: count }));
    addEventListener('beforeprint', onPrint);
    addEventListener('afterprint', schedule);
    const observer = new ResizeObserver(schedule);
    if (row.current) observer.observe(row.current);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener('scroll', schedule);
      removeEventListener('resize', schedule);
      removeEventListener('beforeprint', onPrint);
      removeEventListener('afterprint', schedule);
      observer.disconnect();
    };
  }, [list, row, count]);

  return shown;
}
