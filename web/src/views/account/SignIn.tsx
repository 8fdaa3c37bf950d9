import { accountText } from '#text/account';
import type { JSX } from 'preact';
import { session } from '../../context';
import { navigate } from '../../router';
import { CurrentPasswordField, EmailField } from './fields';
import { Form } from './Form';
import { SignedOutLayout } from './SignedOutLayout';
import { clearPendingSignUp, getPendingSignUp, setPendingSignUp } from './pendingSignUp';

const text = accountText.signIn;

export function SignIn(): JSX.Element {
  return (
    <SignedOutLayout
      title={text.title}
      lead={session.hasEnded.value ? text.sessionEnded : undefined}
      links={
        <>
          <a href="/sign-up">{text.toSignUp}</a>
          <a href="/forgot">{text.toReset}</a>
        </>
      }
    >
      <Form
        action={text.submit}
        onSubmit={async ({ email = '', password = '' }) => {
          await session.signIn(email, password);
          clearPendingSignUp();
        }}
        onProblem={({ kind }, { email = '', password }) => {
          if (kind !== 'unconfirmed') return false;
          setPendingSignUp({ email, password });
          navigate('/confirm');
          return true;
        }}
      >
        <EmailField value={getPendingSignUp()?.email} />
        <CurrentPasswordField />
      </Form>
    </SignedOutLayout>
  );
}
