import type { Signal } from '@preact/signals';
import type { JSX, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { NoteSummary, State } from '../../api/types';
import { Spinner } from '../../ui/Spinner';
import type { Actions } from '../store/actions';
import { useMedia, useWindow } from '../hooks';
import { listedAt } from '../store/listing';
import { NoteRow } from './NoteRow';
import './NoteRow.css';
import { isNearEnd, rowsIn, rowsMoved } from './windowing';
import type { Look, Workbench } from '../store/notesStore';

interface Props {
  notes: NoteSummary[];
  state: State;
  bench: Workbench;
  actions: Actions;
  /** Id of the current note for the keyboard; it has the focus. */
  current: Signal<string | null>;
  isComplete: boolean;
}

/** A list that renders only the notes in view. All rows have the same height, so that none has to be estimated. */
export function NoteList({ notes, state, bench, actions, current, isComplete }: Props): JSX.Element {
  const list = useRef<HTMLUListElement>(null);
  const row = useRef<HTMLLIElement>(null);
  const look = bench.looks[state];
  const hasMouse = useMedia('(hover: hover)');

  const shown = useWindow(list, row, notes.length, (view) => {
    look.scroll = scrollY;
    if (isNearEnd(view)) void bench.library.more(state);
  });
  const { rowHeight } = shown.view;
  const chosen = current.value;
  /** The note whose row has, or last had, the focus. */
  const arrived = useRef<string | null>(null);

  useReturn(look, rowHeight > 0);
  useStillness(list, look, notes, rowHeight);

  useEffect(() => {
    // Do not scroll to a row that took the focus itself. By pointer it is in view, and scrolling would lose the tap; by
    // Tab the browser has scrolled, and the user, who may have moved on by now, would be pulled back.
    if (chosen === null || arrived.current === chosen) return undefined;
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

  const indices = Array.from({ length: shown.end - shown.first }, (_, index) => shown.first + index);
  const at = chosen === null ? -1 : notes.findIndex(({ id }) => id === chosen);
  // In its place, because the Tab key follows the DOM order.
  if (at >= 0 && at < shown.first) indices.unshift(at);
  if (at >= shown.end) indices.push(at);
  return (
    <>
      <ul
        ref={list}
        class="note-list"
        role="list"
        aria-label="Notes"
        style={{ height: `${notes.length * rowHeight}px` }}
      >
        <li ref={row} class="note-row-measure" aria-hidden="true" />
        {indices.map((index) => {
          const note = notes[index];
          return (
            note && (
              <NoteRow
                key={note.id}
                note={note}
                top={index * rowHeight}
                position={index + 1}
                count={isComplete ? notes.length : -1}
                actions={actions}
                hasMouse={hasMouse}
                onFocus={() => {
                  arrived.current = note.id;
                  current.value = note.id;
                }}
                onNear={() => bench.library.prefetch(note.id)}
              />
            )
          );
        })}
      </ul>
      {!isComplete && notes.length === 0 && (
        <p class="note-list-more">
          <Spinner label="Looking through more notes" />
        </p>
      )}
    </>
  );
}

/** Restore the scroll position when the user returns from a note. */
function useReturn(look: { scroll: number }, isLaidOut: boolean): void {
  const wanted = useRef(look.scroll);
  useLayoutEffect(() => {
    if (isLaidOut) scrollTo(0, wanted.current);
  }, [isLaidOut]);
}

/** Keep the rows in view, and the focus, in place when rows above are added or removed. */
function useStillness(
  list: RefObject<HTMLUListElement | null>,
  look: Look,
  notes: readonly NoteSummary[],
  rowHeight: number,
): void {
  const query = look.query.value;
  const tag = look.tag.value;
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

/** Scroll the least that brings the row into view, clear of the bars at the edges. */
function reveal(list: HTMLElement, index: number, rowHeight: number): void {
  const margin = 96;
  const top = list.getBoundingClientRect().top + index * rowHeight;
  if (top < margin) scrollBy(0, top - margin);
  else if (top + rowHeight > innerHeight - margin) scrollBy(0, top + rowHeight - innerHeight + margin);
}
