import { useEffect, useState } from 'preact/hooks';

import { photoList } from './photos';
import { extended, nothing, remaining, toggled, type Selection } from './selection';
import type { Entry } from './timeline';

interface SelectionState {
  selection: Selection;
  /** Select a photo, or deselect it; or, to `reach`, select everything up to it. */
  onToggle: (id: string, reach: boolean) => void;
  clear: () => void;
}

/** Keep the user's selection, without the photos that leave the library. */
export function useSelection(entries: readonly Entry[]): SelectionState {
  const [selection, setSelection] = useState(nothing);

  useEffect(() => {
    const gone = [...selection.ids].filter((id) => photoList.indexOf(id) < 0);
    if (gone.length) setSelection(remaining(selection, new Set(gone)));
  }, [entries, selection]);

  const onToggle = (id: string, reach: boolean): void => {
    setSelection((before) => {
      if (!reach) return toggled(before, id);
      return extended(
        before,
        entries.map(({ file }) => file.id),
        id,
      );
    });
  };

  return { selection, onToggle, clear: () => setSelection(nothing) };
}
