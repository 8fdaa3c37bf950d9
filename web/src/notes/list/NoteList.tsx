import { notesListText } from '#text/notesList';
import type { Signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { NoteSummary, State } from '../../api/types';
import { Spinner } from '../../ui/Spinner';
import type { Actions } from '../store/actions';
import { useMedia } from '../../ui/useMedia';
import { useWindow } from './useWindow';
import { useFollowCurrent } from './followCurrent';
import { useRestoreScroll, useStableScroll } from './scrollPosition';
import { NoteRow } from './NoteRow';
import './NoteRow.css';
import { isNearEnd, type Range } from './windowing';
import type { NotesStore } from '../store/notesStore';

interface Props {
  notes: NoteSummary[];
  state: State;
  store: NotesStore;
  actions: Actions;
  /** Id of the current note for the keyboard; it has the focus. */
  current: Signal<string | null>;
  isComplete: boolean;
}

/** A list that renders only the notes in view. All rows have the same height, so that none has to be estimated. */
export function NoteList({ notes, state, store, actions, current, isComplete }: Props): JSX.Element {
  const list = useRef<HTMLUListElement>(null);
  const row = useRef<HTMLLIElement>(null);
  const listView = store.listViews[state];
  const hasMouse = useMedia('(hover: hover)');

  const shown = useWindow(list, row, notes.length, (view) => {
    listView.scroll = scrollY;
    if (isNearEnd(view)) void store.lists.loaded.loadMore(state);
  });
  const { rowHeight } = shown.view;

  useRestoreScroll(listView, rowHeight > 0);
  useStableScroll(list, listView, notes, rowHeight);
  const onRowFocus = useFollowCurrent(list, current, notes, rowHeight);

  const chosen = current.value;
  const at = chosen === null ? -1 : notes.findIndex(({ id }) => id === chosen);
  return (
    <>
      <ul
        ref={list}
        class="note-list"
        role="list"
        aria-label={notesListText.list}
        style={{ height: `${notes.length * rowHeight}px` }}
      >
        <li ref={row} class="note-row-measure" aria-hidden="true" />
        {indexesWith(at, shown).map((index) => {
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
                onFocus={() => onRowFocus(note.id)}
                onNear={() => store.lists.prefetch(note.id)}
              />
            )
          );
        })}
      </ul>
      {!isComplete && notes.length === 0 && (
        <p class="note-list-more">
          <Spinner label={notesListText.searchingMore} />
        </p>
      )}
    </>
  );
}

/** Return the indexes of the rows to render: those in the window, and the current one, if there is one. */
function indexesWith(at: number, { first, end }: Range): number[] {
  const indexes = Array.from({ length: end - first }, (_, index) => first + index);
  // In its place, because the Tab key follows the DOM order.
  if (at >= 0 && at < first) indexes.unshift(at);
  if (at >= end) indexes.push(at);
  return indexes;
}
