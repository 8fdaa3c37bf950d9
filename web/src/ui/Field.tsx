import { commonText } from '#text/common';
import { Eye, EyeOff } from 'lucide';
import type { AllHTMLAttributes, InputHTMLAttributes, JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { IconButton } from './Button';
import './Field.css';
import { ReplacedText } from './ReplacedText';

interface FieldProps extends Omit<AllHTMLAttributes<HTMLInputElement>, 'label' | 'type' | 'autoFocus'> {
  label: string;
  /** True to focus the field as soon as it is shown. */
  autoFocus?: boolean | undefined;
  type?: 'text' | 'email' | 'password' | 'search' | 'date' | 'time' | 'number';
  /** Help text, shown while there is no error. */
  hint?: string | undefined;
  /** The error, and what to do about it. */
  error?: string | undefined;
}

/** A labelled input; a password can be revealed. */
export function Field({ label, hint, error, type = 'text', autoFocus = false, ...rest }: FieldProps): JSX.Element {
  const id = useId();
  const [shown, setShown] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const isPassword = type === 'password';
  const note = error ?? hint;
  useEffect(() => {
    if (autoFocus) input.current?.focus();
  }, [autoFocus]);

  // Preact's types tie attributes to input types, and cannot follow a type chosen at run time.
  const attributes = {
    ...rest,
    ref: input,
    id,
    class: 'field-input',
    type: isPassword && shown ? 'text' : type,
    'aria-invalid': error !== undefined,
    'aria-describedby': note === undefined ? undefined : `${id}-note`,
  } as InputHTMLAttributes;
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      <div class="field-line">
        <input {...attributes} />
        {isPassword && (
          <IconButton
            class="field-reveal"
            icon={shown ? EyeOff : Eye}
            label={shown ? commonText.password.hide : commonText.password.show}
            onClick={() => setShown(!shown)}
          />
        )}
      </div>
      {note !== undefined && (
        <p class={error === undefined ? 'field-note' : 'field-note field-error'} id={`${id}-note`}>
          <ReplacedText>{note}</ReplacedText>
        </p>
      )}
    </div>
  );
}
