import { CalendarClock } from 'lucide';
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';

import type { StoredFile } from '../api/types';
import { redatings, type DateChange } from '../files/redating';
import { takenWords } from '../files/when';
import { Button } from '../ui/Button';
import { wordsFor } from '../ui/errorWords';
import { Field } from '../ui/Field';
import { isComposing } from '../ui/composing';
import { offsetFrom, parted } from '../ui/localTime';
import { correctDates } from './correctDates';
import './DateDialog.css';

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

function TakenForm({ file, onEnd }: { file: StoredFile; onEnd: () => void }): JSX.Element {
  const begun = file.taken_at === null ? { date: '', time: '' } : parted(file.taken_at);
  const [date, setDate] = useState(begun.date);
  const [time, setTime] = useState(begun.time);
  const [offset, setOffset] = useState(file.taken_offset ?? '');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const east = offsetFrom(offset);

  const send = async (change: DateChange): Promise<void> => {
    setBusy(true);
    const { failed, error: failure } = await correctDates(redatings([file], change), change);
    setBusy(false);
    if (failed.length) setError(wordsFor(failure));
    else onEnd();
  };
  const onSave = (): void => {
    if (!date || east === undefined) return;
    const isOffsetNew = east !== file.taken_offset;
    void send({ kind: 'set', date, time: time || '00:00:00', ...(isOffsetNew ? { offset: east } : {}) });
  };

  return (
    <form
      class="taken-form"
      aria-label="Change date"
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
      onKeyDown={(event) => {
        if (isComposing(event) || event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onEnd();
      }}
    >
      <div class="date-fields">
        <Field
          label="Date"
          type="date"
          max="9999-12-31"
          autoFocus
          value={date}
          onInput={({ currentTarget }) => setDate(currentTarget.value)}
        />
        <Field
          label="Time"
          type="time"
          step="1"
          value={time}
          onInput={({ currentTarget }) => setTime(currentTarget.value)}
        />
      </div>
      <Field
        label="Offset from UTC (optional)"
        placeholder="+02:00"
        value={offset}
        error={east === undefined ? 'Write it like +02:00 or -9:30.' : undefined}
        onInput={({ currentTarget }) => setOffset(currentTarget.value)}
      />
      {error !== undefined && (
        <p class="field-note field-error" role="alert">
          {error}
        </p>
      )}
      <div class="taken-actions">
        <Button kind="primary" type="submit" busy={busy} disabled={!date || east === undefined}>
          Save
        </Button>
        <Button onClick={onEnd}>Cancel</Button>
        <Button kind="plain" disabled={busy} onClick={() => void send({ kind: 'own' })}>
          Use the photo’s own date
        </Button>
      </div>
    </form>
  );
}
