import type { JSX } from 'preact';
import { MINIMUM_PASSWORD } from '../../auth/problems';
import { Field } from '../../ui/Field';

export function EmailField({ value, autoFocus }: { value?: string; autoFocus?: boolean }): JSX.Element {
  return (
    <Field
      label="Email address"
      name="email"
      type="email"
      autoComplete="username"
      autoCapitalize="none"
      spellcheck={false}
      defaultValue={value}
      autoFocus={autoFocus}
      required
    />
  );
}

export function CurrentPasswordField({
  name = 'password',
  label = 'Password',
}: {
  name?: string;
  label?: string;
}): JSX.Element {
  return <Field label={label} name={name} type="password" autoComplete="current-password" required />;
}

export function NewPasswordField({ label = 'Password' }: { label?: string }): JSX.Element {
  return (
    <Field
      label={label}
      name="newPassword"
      type="password"
      autoComplete="new-password"
      minLength={MINIMUM_PASSWORD}
      maxLength={256}
      hint={`At least ${MINIMUM_PASSWORD} characters; a few words in a row work well.`}
      required
    />
  );
}

export function CodeField({ autoFocus }: { autoFocus?: boolean }): JSX.Element {
  return (
    <Field
      label="Code"
      name="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern="\s*[0-9]{6}\s*"
      title="Six digits"
      autoFocus={autoFocus}
      required
    />
  );
}

/** The code from the mail, shown on the page because the embedded cloud sends no mail. */
export function LocalCode({ code }: { code: string | undefined }): JSX.Element | null {
  if (code === undefined) return null;
  return (
    <p class="form-hint">
      This service runs on your machine and sends no mail. The code is <strong>{code}</strong>.
    </p>
  );
}
