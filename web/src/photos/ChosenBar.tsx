import { CalendarClock, NotebookText, Trash2, X } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { attach, trash } from '../files/actions';
import { count } from '../ui/format';
import { isComposing } from '../ui/composing';
import { Button, IconButton } from '../ui/Button';
import { NotePicker } from './NotePicker';
import { Words } from '../ui/Words';

interface ChosenBarProps {
  ids: readonly string[];
  onClear: () => void;
  onDate: () => void;
}

/** The actions for the selected photos. */
export function ChosenBar({ ids, onClear, onDate }: ChosenBarProps): JSX.Element {
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
    <div class="chosen" role="toolbar" aria-label="Selected photos">
      <IconButton icon={X} label="Clear selection" onClick={onClear} />
      <p class="chosen-count" role="status">
        <Words>{`${count(ids.length)} selected`}</Words>
      </p>
      <Button icon={NotebookText} aria-label="Attach to a note" onClick={() => setPicking(true)}>
        Attach to a note
      </Button>
      <Button icon={CalendarClock} aria-label="Change date" onClick={onDate}>
        Change date
      </Button>
      <Button
        icon={Trash2}
        aria-label="Move to the trash"
        onClick={() => {
          trash(ids);
          onClear();
        }}
      >
        Move to the trash
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
