/** The scroll position and the focus of a list, kept while the user is away and when rows are added or removed. */

import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { NoteSummary } from '../../api/types';
import { listedAt } from '../store/listing';
import type { ListViewState } from '../store/notesStore';
import { rowsIn, rowsMoved } from './windowing';

/** Restore the scroll position when the user returns from a note. */
export function useRestoreScroll(listView: { scroll: number }, isLaidOut: boolean): void {
  const wanted = useRef(listView.scroll);
  useLayoutEffect(() => {
    if (isLaidOut) scrollTo(0, wanted.current);
  }, [isLaidOut]);
}

/** Keep the rows in view, and the focus, in place when rows above are added or removed. */
export function useStableScroll(
  list: RefObject<HTMLUListElement | null>,
  listView: ListViewState,
  notes: readonly NoteSummary[],
  rowHeight: number,
): void {
  const query = listView.query.value;
  const tag = listView.tag.value;
  const last = useRef({ notes, query, tag });
  const { activeElement } = document;
  const focused = list.current?.contains(activeElement) ? activeElement : null;

  useLayoutEffect(() => {
    const before = last.current;
    last.current = { notes, query, tag };
    const top = -(list.current?.getBoundingClientRect().top ?? 0);
    if (top > 0 && before.query === query && before.tag === tag) {
      const inView = rowsIn({ top, height: innerHeight, rowHeight, count: before.notes.length }, 0);
      scrollBy(0, rowHeight * rowsMoved(before.notes, notes, inView, staysPut));
    }
    // A row that is moved within the DOM loses the focus.
    if (focused instanceof HTMLElement && focused.isConnected && document.activeElement === document.body) {
      focused.focus({ preventScroll: true });
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only when the list has changed
  }, [notes]);
}

function staysPut(before: NoteSummary, after: NoteSummary): boolean {
  return listedAt(before) === listedAt(after) && before.pinned === after.pinned;
}
