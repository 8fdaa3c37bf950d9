import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { StoredFile } from '../api/types';
import { Button } from '../ui/Button';
import { Field } from '../ui/Field';
import { isComposing } from '../ui/composing';
import { offsetFrom, parted, type DateAndTime } from '../ui/localTime';
import { useCorrection } from './useCorrection';
import './DateDialog.css';

interface Form extends DateAndTime {
  offset: string;
}

/** A form to correct the time a photo was taken. */
export function TakenForm({ file, onEnd }: { file: StoredFile; onEnd: () => void }): JSX.Element {
  const [form, setForm] = useState(() => formFor(file));
  const { busy, error, send } = useCorrection(file, onEnd);
  const { date, time } = form;
  const east = offsetFrom(form.offset);

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
      <TakenFields form={form} onChange={(changes) => setForm((before) => ({ ...before, ...changes }))} />
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

/** The fields of the form. */
function TakenFields({ form, onChange }: { form: Form; onChange: (changes: Partial<Form>) => void }): JSX.Element {
  return (
    <>
      <div class="date-fields">
        <Field
          label="Date"
          type="date"
          max="9999-12-31"
          autoFocus
          value={form.date}
          onInput={({ currentTarget }) => onChange({ date: currentTarget.value })}
        />
        <Field
          label="Time"
          type="time"
          step="1"
          value={form.time}
          onInput={({ currentTarget }) => onChange({ time: currentTarget.value })}
        />
      </div>
      <Field
        label="Offset from UTC (optional)"
        placeholder="+02:00"
        value={form.offset}
        error={offsetFrom(form.offset) === undefined ? 'Write it like +02:00 or -9:30.' : undefined}
        onInput={({ currentTarget }) => onChange({ offset: currentTarget.value })}
      />
    </>
  );
}

/** Return the form as it is at first, with what is known about the photo. */
function formFor({ taken_at, taken_offset }: StoredFile): Form {
  const begun = taken_at === null ? { date: '', time: '' } : parted(taken_at);
  return { ...begun, offset: taken_offset ?? '' };
}
