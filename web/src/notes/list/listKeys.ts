/** The keyboard shortcuts of a list. */

import type { RefObject } from 'preact';
import type { State } from '../../api/types';
import { navigate } from '../../router';
import type { Actions } from '../store/actions';
import { useKeys } from '../useKeys';
import type { CurrentNote } from './currentNote';

/** Handle the shortcuts of a list, most of which apply to its current note; `search` is the search field. */
export function useListKeys(
  state: State,
  actions: Actions,
  currentNote: CurrentNote,
  search: RefObject<HTMLInputElement | null>,
): void {
  const { current, step, removeCurrent } = currentNote;
  useKeys(
    {
      search: () => search.current?.focus(),
      // There is nothing to save here; without a handler the browser would offer to save the page.
      save: () => undefined,
      next: () => step(1),
      previous: () => step(-1),
      // Focus moves to the current note a frame later; until then Enter would open the previous one, or nothing.
      open: () => {
        const note = current();
        if (!note || takesEnter(document.activeElement)) return false;
        navigate(`/notes/${note.id}`);
        return true;
      },
      ...(state !== 'trashed' && {
        pin: () => {
          const note = current();
          if (note) void actions.pin(note);
        },
        archive: () => removeCurrent((note) => actions.archive(note)),
        trash: () => removeCurrent((note) => actions.trash(note)),
      }),
      back: () => {
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      },
    },
    true,
  );
}

/** Return whether Enter is for the focused element; a note's link, or the heading on arrival, leaves it to the list. */
function takesEnter(focused: Element | null): boolean {
  return focused?.matches('a[href]:not([data-note]), button, input, textarea, select, summary') === true;
}
