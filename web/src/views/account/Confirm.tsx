import type { JSX } from 'preact';
import { problemOf } from '../../auth/problems';
import { config, session } from '../../context';
import { navigate } from '../../router';
import { toast } from '../../ui/toast';
import { CodeField, EmailField, LocalCode } from './fields';
import { Form } from './Form';
import { Frame } from './Frame';
import { forgetNewcomer, recallNewcomer, rememberNewcomer } from './newcomer';

/** The confirmation view: the code from the mail shows that the address belongs to the user. */
export function Confirm(): JSX.Element {
  const newcomer = recallNewcomer();
  return (
    <Frame
      title="Confirm your address"
      lead={
        newcomer ? (
          <>
            A code is on its way to <strong>{newcomer.email}</strong>.
          </>
        ) : (
          'Type the code that was sent to your address.'
        )
      }
      links={
        <>
          {newcomer && (
            <button type="button" class="link" onClick={() => void sendAgain(newcomer.email)}>
              Send another code
            </button>
          )}
          <a href="/sign-in">Back to sign in</a>
        </>
      }
    >
      <Form
        action="Confirm"
        onSubmit={async ({ email = newcomer?.email ?? '', code = '' }) => {
          await session.confirm(email, code);
          await welcome(email, newcomer?.password);
        }}
      >
        {!newcomer && <EmailField />}
        <CodeField autoFocus={newcomer !== undefined} />
        <LocalCode code={config.confirmationCode} />
      </Form>
    </Frame>
  );
}

/** Sign in directly if the password is known; otherwise let the user type it. */
async function welcome(email: string, password: string | undefined): Promise<void> {
  rememberNewcomer({ email });
  if (password === undefined) {
    toast('Your address is confirmed. Sign in to begin.');
    navigate('/sign-in');
    return;
  }
  await session.signIn(email, password);
  forgetNewcomer();
}

async function sendAgain(email: string): Promise<void> {
  try {
    await session.sendConfirmationAgain(email);
    toast('Another code is on its way.');
  } catch (error) {
    toast(problemOf(error).message, { kind: 'error' });
  }
}
