import { accountText } from '#text/account';
import type { JSX } from 'preact';
import { authProblemOf } from '../../auth/problems';
import { config, session } from '../../context';
import { navigate } from '../../router';
import { toast } from '../../ui/toast';
import { CodeField, EmailField, LocalCode } from './fields';
import { Form } from './Form';
import { SignedOutLayout } from './SignedOutLayout';
import { clearPendingSignUp, getPendingSignUp, setPendingSignUp } from './pendingSignUp';
import { registration } from './registration';

const text = accountText.confirm;

/** The confirmation view: the code from the mail shows that the address belongs to the user. */
export function Confirm(): JSX.Element {
  const pendingSignUp = getPendingSignUp();
  return (
    <SignedOutLayout
      title={text.title}
      lead={pendingSignUp ? text.leadFor(<strong>{pendingSignUp.email}</strong>) : text.lead}
      links={
        <>
          {pendingSignUp && (
            <button type="button" class="link" onClick={() => void resendCode(pendingSignUp.email)}>
              {text.sendAgain}
            </button>
          )}
          <a href="/sign-in">{accountText.toSignIn}</a>
        </>
      }
    >
      <Form
        action={text.submit}
        onSubmit={async ({ email = pendingSignUp?.email ?? '', code = '' }) => {
          await registration().confirm(email, code);
          await signInAfterConfirmation(email, pendingSignUp?.password);
        }}
      >
        {!pendingSignUp && <EmailField />}
        <CodeField autoFocus={pendingSignUp !== undefined} />
        <LocalCode code={config.confirmationCode} />
      </Form>
    </SignedOutLayout>
  );
}

/** Sign in directly if the password is known; otherwise let the user type it. */
async function signInAfterConfirmation(email: string, password: string | undefined): Promise<void> {
  setPendingSignUp({ email });
  if (password === undefined) {
    toast(text.confirmed);
    navigate('/sign-in');
    return;
  }
  await session.signIn(email, password);
  clearPendingSignUp();
}

async function resendCode(email: string): Promise<void> {
  try {
    await registration().resendConfirmationCode(email);
    toast(text.sentAgain);
  } catch (error) {
    toast(authProblemOf(error).message, { kind: 'error' });
  }
}
