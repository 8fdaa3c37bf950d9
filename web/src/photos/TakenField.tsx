import { CalendarClock } from 'lucide';
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';

import type { StoredFile } from '../api/types';
import { takenWords } from '../files/when';
import { Button } from '../ui/Button';
import { TakenForm } from './TakenForm';

/** The time a photo was taken, and the form to correct it. */
export function TakenField({ file }: { file: StoredFile }): JSX.Element {
  const [editing, setEditing] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const end = (): void => {
    setEditing(false);
    // The form is gone, and the focus would be lost.
    place.current?.closest<HTMLElement>('.viewer')?.focus();
  };
  return (
    <div class="taken" ref={place}>
      <p class="taken-words">{takenWords(file) ?? 'No date'}</p>
      {editing ? (
        <TakenForm file={file} onEnd={end} />
      ) : (
        <Button icon={CalendarClock} onClick={() => setEditing(true)}>
          {file.taken_at === null ? 'Set date' : 'Change date'}
        </Button>
      )}
    </div>
  );
}
