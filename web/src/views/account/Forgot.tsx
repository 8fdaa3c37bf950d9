import { accountText } from '#text/account';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { config, session } from '../../context';
import { navigate } from '../../router';
import { toast } from '../../ui/toast';
import { CodeField, EmailField, LocalCode, NewPasswordField } from './fields';
import { Form } from './Form';
import { SignedOutLayout } from './SignedOutLayout';
import { clearPendingSignUp, getPendingSignUp } from './pendingSignUp';
import { registration } from './registration';

const BACK = <a href="/sign-in">{accountText.toSignIn}</a>;

/** The password reset, for a user who can read the mail sent to the address. */
export function Forgot(): JSX.Element {
  const [email, setEmail] = useState<string>();
  return email === undefined ? <AskForCode onSent={setEmail} /> : <ChoosePassword email={email} />;
}

function AskForCode({ onSent }: { onSent: (email: string) => void }): JSX.Element {
  const text = accountText.reset;
  return (
    <SignedOutLayout title={text.title} lead={text.lead} links={BACK}>
      <Form
        action={text.sendCode}
        onSubmit={async ({ email = '' }) => {
          await registration().sendResetCode(email);
          onSent(email);
        }}
      >
        <EmailField value={getPendingSignUp()?.email} />
      </Form>
    </SignedOutLayout>
  );
}

function ChoosePassword({ email }: { email: string }): JSX.Element {
  const text = accountText.newPassword;
  return (
    <SignedOutLayout title={text.title} lead={text.lead(<strong>{email}</strong>)} links={BACK}>
      <Form
        action={text.submit}
        onSubmit={async ({ code = '', newPassword = '' }) => {
          await registration().resetPassword(email, code, newPassword);
          await session.signIn(email, newPassword);
          clearPendingSignUp();
          toast(text.done);
          navigate('/', { replace: true });
        }}
      >
        <CodeField autoFocus />
        <LocalCode code={config.resetCode} />
        <NewPasswordField label={accountText.fields.newPassword} />
      </Form>
    </SignedOutLayout>
  );
}
