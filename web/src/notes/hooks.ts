import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { isComposing } from '../ui/composing';
import { isAtList, isTyping, singleKeys } from '../ui/keyboard';
import { actionOf, type Action, type Place } from './keys';
import { rowsIn, type Range, type View } from './list/windowing';

/** Handlers by action; one that returns false leaves the key to the browser. */
export type KeyHandlers = Partial<Record<Action, (event: KeyboardEvent) => unknown>>;

/**
 * Handle keyboard shortcuts while the view is mounted, except while a dialog is open. Single-key shortcuts work only
 * if the view is a list of notes.
 */
export function useKeys(handlers: KeyHandlers, isList: boolean): void {
  const latest = useRef({ handlers, isList });
  latest.current = { handlers, isList };
  // Before the view is painted, because the user may press a key as soon as it is visible.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (isComposing(event) || document.querySelector('dialog[open]')) return;
      const action = actionOf(event, placeOf(event.target, latest.current.isList));
      const handler = action && latest.current.handlers[action];
      if (handler && handler(event) !== false) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

function placeOf(target: EventTarget | null, isList: boolean): Place {
  if (isTyping(target)) return 'text';
  return isList && singleKeys.peek() && isAtList(target) ? 'list' : 'elsewhere';
}

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

/** Return the value, debounced by this many milliseconds. */
export function useDebounced<Value>(value: Value, milliseconds: number): Value {
  const [debounced, setDebounced] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setDebounced(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return debounced;
}

/** Return whether the media query matches, and keep it up to date. */
export function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const onChange = (): void => setMatches(media.matches);
    onChange();
    media.addEventListener('change', onChange);
    return () => media.removeEventListener('change', onChange);
  }, [query]);
  return matches;
}
