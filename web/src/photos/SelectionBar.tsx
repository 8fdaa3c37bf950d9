import { CalendarClock, NotebookText, Trash2, X } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { commonText } from '#text/common';
import { photosText } from '#text/photos';
import { attach, trash } from '../files/actions';
import { isComposing } from '../ui/composing';
import { Button, IconButton } from '../ui/Button';
import { NotePicker } from './NotePicker';
import { ReplacedText } from '../ui/ReplacedText';

interface SelectionBarProps {
  ids: readonly string[];
  onClear: () => void;
  onDate: () => void;
}

/** The actions for the selected photos. */
export function SelectionBar({ ids, onClear, onDate }: SelectionBarProps): JSX.Element {
  const [picking, setPicking] = useState(false);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (isComposing(event)) return;
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open]')) onClear();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [onClear]);

  return (
    <div class="selection-bar" role="toolbar" aria-label={photosText.selection.label}>
      <IconButton icon={X} label={photosText.selection.clear} onClick={onClear} />
      <p class="selection-bar-count" role="status">
        <ReplacedText>{photosText.selection.selected(ids.length)}</ReplacedText>
      </p>
      <Button icon={NotebookText} aria-label={photosText.note.attach} onClick={() => setPicking(true)}>
        {photosText.note.attach}
      </Button>
      <Button icon={CalendarClock} aria-label={photosText.date.change} onClick={onDate}>
        {photosText.date.change}
      </Button>
      <Button
        icon={Trash2}
        aria-label={commonText.moveToTrash}
        onClick={() => {
          trash(ids);
          onClear();
        }}
      >
        {commonText.moveToTrash}
      </Button>
      {picking && (
        <NotePicker
          onClose={() => setPicking(false)}
          onPick={async (noteId) => {
            setPicking(false);
            await attach(ids, noteId);
            onClear();
          }}
        />
      )}
    </div>
  );
}
