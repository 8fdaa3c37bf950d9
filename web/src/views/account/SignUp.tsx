import { accountText } from '#text/account';
import type { JSX } from 'preact';
import { session } from '../../context';
import { navigate } from '../../router';
import { EmailField, NewPasswordField } from './fields';
import { Form } from './Form';
import { SignedOutLayout } from './SignedOutLayout';
import { setPendingSignUp } from './pendingSignUp';

const text = accountText.signUp;

export function SignUp(): JSX.Element {
  return (
    <SignedOutLayout
      title={text.title}
      lead={text.lead}
      links={
        <span>
          {text.haveAccount} <a href="/sign-in">{text.toSignIn}</a>
        </span>
      }
    >
      <Form
        action={text.submit}
        onSubmit={async ({ email = '', newPassword = '' }) => {
          await session.signUp(email, newPassword);
          setPendingSignUp({ email, password: newPassword });
          navigate('/confirm');
        }}
      >
        <EmailField />
        <NewPasswordField />
      </Form>
    </SignedOutLayout>
  );
}
