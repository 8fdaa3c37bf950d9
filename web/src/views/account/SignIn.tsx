import { accountText } from '#text/account';
import type { JSX } from 'preact';
import { config, session } from '../../context';
import { navigate } from '../../router';
import { AppCodeField, CurrentPasswordField, EmailField, NewPasswordField } from './fields';
import { Form } from './Form';
import { SignedOutLayout } from './SignedOutLayout';
import { clearPendingSignUp, getPendingSignUp, setPendingSignUp } from './pendingSignUp';

/** Signing in, in one step or more. */
export function SignIn(): JSX.Element {
  switch (session.signInStep.value) {
    case 'newPassword':
      return <ChooseFirstPassword />;
    case 'code':
      return <EnterAppCode />;
    default:
      return <EnterPassword />;
  }
}

function EnterPassword(): JSX.Element {
  const text = accountText.signIn;
  return (
    <SignedOutLayout
      title={text.title}
      lead={session.hasEnded.value ? text.sessionEnded : undefined}
      links={
        <>
          {(config.signUp ?? 'closed') !== 'closed' && <a href="/sign-up">{text.toSignUp}</a>}
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

/** The first sign-in of somebody who was invited and has a temporary password. */
function ChooseFirstPassword(): JSX.Element {
  const text = accountText.chooseFirst;
  return (
    <SignedOutLayout title={text.title} lead={text.lead} links={<StartOver label={text.startOver} />}>
      <Form action={text.submit} onSubmit={({ newPassword = '' }) => session.continueSignIn(newPassword)}>
        <NewPasswordField label={accountText.fields.newPassword} />
      </Form>
    </SignedOutLayout>
  );
}

function EnterAppCode(): JSX.Element {
  const text = accountText.appCode;
  return (
    <SignedOutLayout title={text.title} lead={text.lead} links={<StartOver label={text.startOver} />}>
      <Form action={text.submit} onSubmit={({ code = '' }) => session.continueSignIn(code)}>
        <AppCodeField />
        <p class="form-hint">{text.lost}</p>
      </Form>
    </SignedOutLayout>
  );
}

function StartOver({ label }: { label: string }): JSX.Element {
  return (
    <button type="button" class="link" onClick={() => session.restartSignIn()}>
      {label}
    </button>
  );
}
