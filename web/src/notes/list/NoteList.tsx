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
  /** The note that the keyboard is on; it has the focus. */
  current: Signal<string | null>;
  isComplete: boolean;
}

/** Notes, of which only those in view are in the page. All rows are equally tall, so that nothing has to be guessed. */
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
  /** The note whose row has the focus already, or had it and gave it on. */
  const arrived = useRef<string | null>(null);

  useReturn(look, rowHeight > 0);
  useStillness(list, look, notes, rowHeight);

  useEffect(() => {
    // Whoever points at a row has it in view: scrolling would move it away from under the finger, and lose the tap. By
    // Tab the browser scrolls, and by now the reader may have gone on, and would be pulled back.
    if (chosen === null || arrived.current === chosen) return undefined;
    const at = notes.findIndex(({ id }) => id === chosen);
    if (at >= 0 && list.current) reveal(list.current, at, rowHeight);
    // The row is in the page now, or will be when it has been scrolled to.
    const frame = requestAnimationFrame(() => {
      if (current.peek() !== chosen) return;
      list.current?.querySelector<HTMLElement>(`[data-note="${chosen}"]`)?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
    // Only when another note becomes the current one: a list that changes does not pull the reader to it.
  }, [chosen]); // eslint-disable-line react-hooks/exhaustive-deps

  const indices = Array.from({ length: shown.end - shown.first }, (_, index) => shown.first + index);
  const at = chosen === null ? -1 : notes.findIndex(({ id }) => id === chosen);
  // In its place, for the Tab key goes by the order in the page.
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

/** Back from a note, the reader is where they were. */
function useReturn(look: { scroll: number }, isLaidOut: boolean): void {
  const wanted = useRef(look.scroll);
  useLayoutEffect(() => {
    if (isLaidOut) scrollTo(0, wanted.current);
  }, [isLaidOut]);
}

/** What comes or goes above does not move what the reader looks at, nor take the focus from it. */
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
    // A row that is put elsewhere among the others loses the focus by that.
    if (focused instanceof HTMLElement && focused.isConnected && document.activeElement === document.body) {
      focused.focus({ preventScroll: true });
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- whenever the list has changed, and only then
  }, [notes]);
}

function staysPut(before: NoteSummary, after: NoteSummary): boolean {
  return listedAt(before) === listedAt(after) && before.pinned === after.pinned;
}

/** Scroll as little as it takes to see the row, clear of the bars at the edges. */
function reveal(list: HTMLElement, index: number, rowHeight: number): void {
  const margin = 96;
  const top = list.getBoundingClientRect().top + index * rowHeight;
  if (top < margin) scrollBy(0, top - margin);
  else if (top + rowHeight > innerHeight - margin) scrollBy(0, top + rowHeight - innerHeight + margin);
}
