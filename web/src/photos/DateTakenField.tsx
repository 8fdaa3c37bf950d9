import { CalendarClock } from 'lucide';
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';

import { photosText } from '#text/photos';
import type { StoredFile } from '../api/types';
import { takenInWords } from '../files/takenDate';
import { Button } from '../ui/Button';
import { DateTakenForm } from './DateTakenForm';

/** The time a photo was taken, and the form to correct it. */
export function DateTakenField({ file }: { file: StoredFile }): JSX.Element {
  const [editing, setEditing] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const end = (): void => {
    setEditing(false);
    // The form is gone, and the focus would be lost.
    place.current?.closest<HTMLElement>('.viewer')?.focus();
  };
  return (
    <div class="date-taken" ref={place}>
      <p class="date-taken-text">{takenInWords(file) ?? photosText.details.noDate}</p>
      {editing ? (
        <DateTakenForm file={file} onEnd={end} />
      ) : (
        <Button icon={CalendarClock} onClick={() => setEditing(true)}>
          {file.taken_at === null ? photosText.date.set : photosText.date.change}
        </Button>
      )}
    </div>
  );
}
