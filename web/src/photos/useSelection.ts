import { useEffect, useState } from 'preact/hooks';

import { photoList } from './sharedPhotoList';
import { extended, emptySelection, remaining, toggled, type Selection } from './selection';
import type { Entry } from './timeline';

interface SelectionState {
  selection: Selection;
  /** Select a photo, or deselect it; or, to `extend`, select everything up to it. */
  onToggle: (id: string, extend: boolean) => void;
  clear: () => void;
}

/** Keep the user's selection, without the photos that leave the library. */
export function useSelection(entries: readonly Entry[]): SelectionState {
  const [selection, setSelection] = useState(emptySelection);

  useEffect(() => {
    const gone = [...selection.ids].filter((id) => photoList.indexOf(id) < 0);
    if (gone.length) setSelection(remaining(selection, new Set(gone)));
  }, [entries, selection]);

  const onToggle = (id: string, extend: boolean): void => {
    setSelection((before) => {
      if (!extend) return toggled(before, id);
      return extended(
        before,
        entries.map(({ file }) => file.id),
        id,
      );
    });
  };

  return { selection, onToggle, clear: () => setSelection(emptySelection) };
}
