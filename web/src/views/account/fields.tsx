import { accountText } from '#text/account';
import type { JSX } from 'preact';
import { MIN_PASSWORD_LENGTH } from '../../auth/problems';
import { Field } from '../../ui/Field';

const text = accountText.fields;

export function EmailField({ value, autoFocus }: { value?: string; autoFocus?: boolean }): JSX.Element {
  return (
    <Field
      label={text.email}
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

/** Another address for an account, which must not be filled in with the present one. */
export function NewEmailField(): JSX.Element {
  return (
    <Field
      label={text.newEmail}
      name="email"
      type="email"
      autoComplete="email"
      autoCapitalize="none"
      spellcheck={false}
      autoFocus
      required
    />
  );
}

export function CurrentPasswordField({
  name = 'password',
  label = text.password,
  autoFocus,
}: {
  name?: string;
  label?: string;
  autoFocus?: boolean;
}): JSX.Element {
  return (
    <Field label={label} name={name} type="password" autoComplete="current-password" autoFocus={autoFocus} required />
  );
}

export function NewPasswordField({ label = text.password }: { label?: string }): JSX.Element {
  return (
    <Field
      label={label}
      name="newPassword"
      type="password"
      autoComplete="new-password"
      minLength={MIN_PASSWORD_LENGTH}
      maxLength={256}
      hint={text.passwordHint(MIN_PASSWORD_LENGTH)}
      required
    />
  );
}

/** The code that an authenticator app shows. */
export function AppCodeField({ autoFocus = true }: { autoFocus?: boolean }): JSX.Element {
  return <CodeField label={text.appCode} autoFocus={autoFocus} />;
}

export function CodeField({ label = text.code, autoFocus }: { label?: string; autoFocus?: boolean }): JSX.Element {
  return (
    <Field
      label={label}
      name="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern="\s*[0-9]{6}\s*"
      title={text.codeFormat}
      autoFocus={autoFocus}
      required
    />
  );
}

/** The code from the mail, shown on the page because the embedded cloud sends no mail. */
export function LocalCode({ code }: { code: string | undefined }): JSX.Element | null {
  if (code === undefined) return null;
  return <p class="form-hint">{text.localCode(<strong>{code}</strong>)}</p>;
}
