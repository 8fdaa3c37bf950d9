import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { StoredFile } from '../api/types';
import { redatings, type DateChange, type Outcome, type Redating } from '../files/redating';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { wordsFor } from '../ui/errorWords';
import { Field } from '../ui/Field';
import { count } from '../ui/format';
import { DAY, HOUR } from '../ui/localTime';
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
  how: 'set' | 'shift';
  date: string;
  time: string;
  days: string;
  hours: string;
  sign: 1 | -1;
}

const empty: Form = { how: 'set', date: '', time: '', days: '', hours: '', sign: 1 };

/** A dialog for the dates of several photos: one date for all, or each shifted. */
export function DateDialog({ files, onClose, onDone }: DateDialogProps): JSX.Element {
  const [form, setForm] = useState(empty);
  const [ended, setEnded] = useState<number>();
  const [outcome, setOutcome] = useState<Outcome>();
  const change = changeOf(form);
  const summary = change && summaryOf(files, change);
  const isBusy = ended !== undefined;
  const failed = outcome?.failed ?? [];

  const send = async (photos: readonly Redating[]): Promise<void> => {
    if (!change || photos.length === 0) return;
    setEnded(0);
    const now = await correctDates(photos, change, () => setEnded((before = 0) => before + 1));
    setEnded(undefined);
    setOutcome(now);
    if (now.failed.length === 0) onDone();
  };
  const photos = outcome ? failed : change ? redatings(files, change) : [];

  return (
    <Dialog
      title="Change date"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{outcome ? 'Close' : 'Cancel'}</Button>
          <Button kind="primary" busy={isBusy} disabled={photos.length === 0} onClick={() => void send(photos)}>
            {outcome ? 'Retry' : 'Change date'}
          </Button>
        </>
      }
    >
      {!outcome && <DateForm form={form} onChange={(changes) => setForm({ ...form, ...changes })} disabled={isBusy} />}
      <p class="date-summary" role="status">
        {isBusy
          ? `${count(ended)} of ${count(photos.length)} changed`
          : outcome
            ? `${count(failed.length)} couldn’t be changed. ${wordsFor(outcome.error)}`
            : summary?.text}
      </p>
      {!outcome && summary?.unchanged && <p class="date-summary">{summary.unchanged}</p>}
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
      <legend class="visually-hidden">How to change the date</legend>
      <Choice name="Set a date" checked={form.how === 'set'} onChoose={() => onChange({ how: 'set' })} />
      {form.how === 'set' && (
        <div class="date-fields">
          <Field
            label="Date"
            type="date"
            max="9999-12-31"
            value={form.date}
            onInput={({ currentTarget: { value } }) => onChange({ date: value })}
          />
          <Field
            label="Time"
            type="time"
            hint="Leave empty to keep each photo’s time."
            value={form.time}
            onInput={({ currentTarget: { value } }) => onChange({ time: value })}
          />
        </div>
      )}
      <Choice name="Shift by" checked={form.how === 'shift'} onChoose={() => onChange({ how: 'shift' })} />
      {form.how === 'shift' && (
        <div class="date-fields">
          <Amount label="Days" value={form.days} onInput={(days) => onChange({ days })} />
          <Amount label="Hours" value={form.hours} onInput={(hours) => onChange({ hours })} />
          {/* A choice, because the number keyboards of phones have no minus. */}
          <label class="field">
            <span class="field-label">Direction</span>
            <select
              class="field-input"
              value={form.sign}
              onChange={({ currentTarget: { value } }) => onChange({ sign: value === '1' ? 1 : -1 })}
            >
              <option value="1">Later</option>
              <option value="-1">Earlier</option>
            </select>
          </label>
        </div>
      )}
    </fieldset>
  );
}

function Choice({ name, checked, onChoose }: { name: string; checked: boolean; onChoose: () => void }): JSX.Element {
  return (
    <label class="date-choice">
      <input type="radio" name="how" checked={checked} onChange={onChoose} />
      {name}
    </label>
  );
}

function Amount({
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
function changeOf({ how, date, time, days, hours, sign }: Form): DateChange | undefined {
  if (how === 'set') return date ? { kind: 'set', date, time } : undefined;
  const minutes = sign * Math.round(Number(days) * DAY + Number(hours) * HOUR);
  return minutes ? { kind: 'shift', minutes } : undefined;
}
