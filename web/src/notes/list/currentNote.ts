/** The current note of a list: the one that keyboard shortcuts apply to. */

import { useSignal, type Signal } from '@preact/signals';
import type { NoteSummary } from '../../api/types';

export interface CurrentNote {
  id: Signal<string | null>;
  /** Return the current note, if it is in the list. */
  current: () => NoteSummary | undefined;
  /** Make the next or the previous note the current one; the first note, if none is. */
  step: (by: 1 | -1) => void;
  /** Run an action that removes the current note from the list, and make its neighbour the current one. */
  removeCurrent: (act: (note: NoteSummary) => unknown) => void;
}

/** Keep track of which of these notes is the current one. */
export function useCurrentNote(notes: readonly NoteSummary[]): CurrentNote {
  // A signal, because keys may be pressed faster than the list renders.
  const id = useSignal<string | null>(null);
  const current = (): NoteSummary | undefined => notes.find((note) => note.id === id.peek());
  const step = (by: 1 | -1): void => {
    const at = notes.findIndex((note) => note.id === id.peek());
    const next = notes[at < 0 ? 0 : at + by];
    if (next) id.value = next.id;
  };
  const removeCurrent = (act: (note: NoteSummary) => unknown): void => {
    const note = current();
    if (!note) return;
    const at = notes.indexOf(note);
    id.value = (notes[at + 1] ?? notes[at - 1])?.id ?? null;
    void act(note);
  };
  return { id, current, step, removeCurrent };
}
