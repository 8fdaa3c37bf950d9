import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { commonText } from '#text/common';
import { photosText } from '#text/photos';
import type { StoredFile } from '../api/types';
import { Button } from '../ui/Button';
import { Field } from '../ui/Field';
import { isComposing } from '../ui/composing';
import { parseOffset, splitDateAndTime, type DateAndTime } from '../ui/localTime';
import { useDateCorrection } from './useDateCorrection';
import './DateDialog.css';

const words = photosText.date;

interface Form extends DateAndTime {
  offset: string;
}

/** A form to correct the time a photo was taken. */
export function DateTakenForm({ file, onEnd }: { file: StoredFile; onEnd: () => void }): JSX.Element {
  const [form, setForm] = useState(() => formFor(file));
  const { busy, error, send } = useDateCorrection(file, onEnd);
  const { date, time } = form;
  const east = parseOffset(form.offset);

  const onSave = (): void => {
    if (!date || east === undefined) return;
    const isOffsetNew = east !== file.taken_offset;
    void send({ kind: 'set', date, time: time || '00:00:00', ...(isOffsetNew ? { offset: east } : {}) });
  };

  return (
    <form
      class="date-taken-form"
      aria-label={words.change}
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
      <DateTakenFields form={form} onChange={(changes) => setForm((before) => ({ ...before, ...changes }))} />
      {error !== undefined && (
        <p class="field-note field-error" role="alert">
          {error}
        </p>
      )}
      <div class="date-taken-actions">
        <Button kind="primary" type="submit" busy={busy} disabled={!date || east === undefined}>
          {commonText.save}
        </Button>
        <Button onClick={onEnd}>{commonText.cancel}</Button>
        <Button kind="plain" disabled={busy} onClick={() => void send({ kind: 'original' })}>
          {words.useOriginal}
        </Button>
      </div>
    </form>
  );
}

/** The fields of the form. */
function DateTakenFields({ form, onChange }: { form: Form; onChange: (changes: Partial<Form>) => void }): JSX.Element {
  return (
    <>
      <div class="date-fields">
        <Field
          label={words.date}
          type="date"
          max="9999-12-31"
          autoFocus
          value={form.date}
          onInput={({ currentTarget }) => onChange({ date: currentTarget.value })}
        />
        <Field
          label={words.time}
          type="time"
          step="1"
          value={form.time}
          onInput={({ currentTarget }) => onChange({ time: currentTarget.value })}
        />
      </div>
      <Field
        label={words.offset}
        placeholder={words.offsetExample}
        value={form.offset}
        error={parseOffset(form.offset) === undefined ? words.invalidOffset : undefined}
        onInput={({ currentTarget }) => onChange({ offset: currentTarget.value })}
      />
    </>
  );
}

/** Return the form as it is at first, with what is known about the photo. */
function formFor({ taken_at, taken_offset }: StoredFile): Form {
  const begun = taken_at === null ? { date: '', time: '' } : splitDateAndTime(taken_at);
  return { ...begun, offset: taken_offset ?? '' };
}
