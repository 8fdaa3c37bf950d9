import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { commonText } from '#text/common';
import { photosText } from '#text/photos';
import type { StoredFile } from '../api/types';
import { correctionsFor, type DateChange, type CorrectionResult, type DateCorrection } from '../files/dateCorrection';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { errorMessage } from '../ui/errorMessages';
import { Field } from '../ui/Field';
import { DAY_MINUTES, HOUR_MINUTES } from '../ui/localTime';
import { correctDates } from './correctDates';
import { summaryOf } from './dateSummary';
import './DateDialog.css';

interface DateDialogProps {
  /** The files as they were when the dialog opened; while it works, they move in the timeline. */
  files: readonly StoredFile[];
  onClose: () => void;
  /** Handle that all of them have their new dates. */
  onDone: () => void;
}

interface Form {
  kind: 'set' | 'shift';
  date: string;
  time: string;
  days: string;
  hours: string;
  sign: 1 | -1;
}

const words = photosText.dates;
const emptyForm: Form = { kind: 'set', date: '', time: '', days: '', hours: '', sign: 1 };

/** A dialog for the dates of several photos: one date for all, or each shifted. */
export function DateDialog({ files, onClose, onDone }: DateDialogProps): JSX.Element {
  const [form, setForm] = useState(emptyForm);
  const [doneCount, setDoneCount] = useState<number>();
  const [result, setResult] = useState<CorrectionResult>();
  const change = changeOf(form);
  const summary = change && summaryOf(files, change);
  const isBusy = doneCount !== undefined;
  const failed = result?.failed ?? [];

  const send = async (photos: readonly DateCorrection[]): Promise<void> => {
    if (!change || photos.length === 0) return;
    setDoneCount(0);
    const latest = await correctDates(photos, change, () => setDoneCount((before = 0) => before + 1));
    setDoneCount(undefined);
    setResult(latest);
    if (latest.failed.length === 0) onDone();
  };
  const photos = result ? failed : change ? correctionsFor(files, change) : [];

  return (
    <Dialog
      title={photosText.date.change}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{result ? commonText.close : commonText.cancel}</Button>
          <Button kind="primary" busy={isBusy} disabled={photos.length === 0} onClick={() => void send(photos)}>
            {result ? commonText.tryAgain : photosText.date.change}
          </Button>
        </>
      }
    >
      {!result && <DateForm form={form} onChange={(changes) => setForm({ ...form, ...changes })} disabled={isBusy} />}
      <p class="date-summary" role="status">
        {isBusy
          ? words.progress(doneCount, photos.length)
          : result
            ? words.failed(failed.length, errorMessage(result.error))
            : summary?.text}
      </p>
      {!result && summary?.unchanged && <p class="date-summary">{summary.unchanged}</p>}
    </Dialog>
  );
}

interface DateFormProps {
  form: Form;
  onChange: (changes: Partial<Form>) => void;
  disabled: boolean;
}

function DateForm({ form, onChange, disabled }: DateFormProps): JSX.Element {
  return (
    <fieldset class="date-form" disabled={disabled}>
      <legend class="visually-hidden">{words.how}</legend>
      <ModeOption name={words.set} checked={form.kind === 'set'} onSelect={() => onChange({ kind: 'set' })} />
      {form.kind === 'set' && (
        <div class="date-fields">
          <Field
            label={photosText.date.date}
            type="date"
            max="9999-12-31"
            value={form.date}
            onInput={({ currentTarget: { value } }) => onChange({ date: value })}
          />
          <Field
            label={photosText.date.time}
            type="time"
            hint={words.timeHint}
            value={form.time}
            onInput={({ currentTarget: { value } }) => onChange({ time: value })}
          />
        </div>
      )}
      <ModeOption name={words.shift} checked={form.kind === 'shift'} onSelect={() => onChange({ kind: 'shift' })} />
      {form.kind === 'shift' && (
        <div class="date-fields">
          <AmountField label={words.days} value={form.days} onInput={(days) => onChange({ days })} />
          <AmountField label={words.hours} value={form.hours} onInput={(hours) => onChange({ hours })} />
          {/* A choice, because the number keyboards of phones have no minus. */}
          <label class="field">
            <span class="field-label">{words.direction}</span>
            <select
              class="field-input"
              value={form.sign}
              onChange={({ currentTarget: { value } }) => onChange({ sign: value === '1' ? 1 : -1 })}
            >
              <option value="1">{words.later}</option>
              <option value="-1">{words.earlier}</option>
            </select>
          </label>
        </div>
      )}
    </fieldset>
  );
}

function ModeOption({
  name,
  checked,
  onSelect,
}: {
  name: string;
  checked: boolean;
  onSelect: () => void;
}): JSX.Element {
  return (
    <label class="date-choice">
      <input type="radio" name="how" checked={checked} onChange={onSelect} />
      {name}
    </label>
  );
}

function AmountField({
  label,
  value,
  onInput,
}: {
  label: string;
  value: string;
  onInput: (value: string) => void;
}): JSX.Element {
  return (
    <Field
      label={label}
      type="number"
      inputMode="decimal"
      min={0}
      step="any"
      value={value}
      onInput={({ currentTarget }) => onInput(currentTarget.value)}
    />
  );
}

/** Return the change; undefined while the form is incomplete. */
function changeOf({ kind, date, time, days, hours, sign }: Form): DateChange | undefined {
  if (kind === 'set') return date ? { kind: 'set', date, time } : undefined;
  const minutes = sign * Math.round(Number(days) * DAY_MINUTES + Number(hours) * HOUR_MINUTES);
  return minutes ? { kind: 'shift', minutes } : undefined;
}
