import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { config, session } from '../../context';
import { navigate } from '../../router';
import { toast } from '../../ui/toast';
import { CodeField, EmailField, LocalCode, NewPasswordField } from './fields';
import { Form } from './Form';
import { Frame } from './Frame';
import { forgetNewcomer, recallNewcomer } from './newcomer';

const BACK = <a href="/sign-in">Back to sign in</a>;

/** The password reset, for a user who can read the mail sent to the address. */
export function Forgot(): JSX.Element {
  const [email, setEmail] = useState<string>();
  return email === undefined ? <AskForCode onSent={setEmail} /> : <ChoosePassword email={email} />;
}

function AskForCode({ onSent }: { onSent: (email: string) => void }): JSX.Element {
  return (
    <Frame title="Forgot password" lead="We'll email you a code to choose a new password." links={BACK}>
      <Form
        action="Send code"
        onSubmit={async ({ email = '' }) => {
          await session.sendResetCode(email);
          onSent(email);
        }}
      >
        <EmailField value={recallNewcomer()?.email} />
      </Form>
    </Frame>
  );
}

function ChoosePassword({ email }: { email: string }): JSX.Element {
  return (
    <Frame
      title="Choose a new password"
      // Nobody but its owner learns whether there is an account.
      lead={
        <>
          If <strong>{email}</strong> has an account, a code is on its way there.
        </>
      }
      links={BACK}
    >
      <Form
        action="Set password"
        onSubmit={async ({ code = '', newPassword = '' }) => {
          await session.resetPassword(email, code, newPassword);
          await session.signIn(email, newPassword);
          forgetNewcomer();
          toast('Your new password is set.');
          navigate('/', { replace: true });
        }}
      >
        <CodeField autoFocus />
        <LocalCode code={config.resetCode} />
        <NewPasswordField label="New password" />
      </Form>
    </Frame>
  );
}
