/** The focus of a list, which follows the current note. */

import type { Signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { NoteSummary } from '../../api/types';

/** Scroll to the current note, and focus its row; return the handler for a row that takes the focus itself. */
export function useFollowCurrent(
  list: RefObject<HTMLUListElement | null>,
  current: Signal<string | null>,
  notes: readonly NoteSummary[],
  rowHeight: number,
): (id: string) => void {
  const chosen = current.value;
  /** The note whose row has, or last had, the focus. */
  const focusedRow = useRef<string | null>(null);

  useEffect(() => {
    // Do not scroll to a row that took the focus itself. By pointer it is in view, and scrolling would lose the tap; by
    // Tab the browser has scrolled, and the user, who may have moved on by now, would be pulled back.
    if (chosen === null || focusedRow.current === chosen) return undefined;
    const at = notes.findIndex(({ id }) => id === chosen);
    if (at >= 0 && list.current) reveal(list.current, at, rowHeight);
    // The row is in the page already, or will be once it has been scrolled to.
    const frame = requestAnimationFrame(() => {
      if (current.peek() !== chosen) return;
      list.current?.querySelector<HTMLElement>(`[data-note="${chosen}"]`)?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
    // Only when another note becomes the current one: an update of the list must not scroll the user to it.
  }, [chosen]); // eslint-disable-line react-hooks/exhaustive-deps

  return (id) => {
    focusedRow.current = id;
    current.value = id;
  };
}

/** Scroll the least that brings the row into view, clear of the bars at the edges. */
function reveal(list: HTMLElement, index: number, rowHeight: number): void {
  const margin = 96;
  const top = list.getBoundingClientRect().top + index * rowHeight;
  if (top < margin) scrollBy(0, top - margin);
  else if (top + rowHeight > innerHeight - margin) scrollBy(0, top + rowHeight - innerHeight + margin);
}
