import type { JSX } from 'preact';
import { session } from '../../context';
import { navigate } from '../../router';
import { EmailField, NewPasswordField } from './fields';
import { Form } from './Form';
import { Frame } from './Frame';
import { rememberNewcomer } from './newcomer';

export function SignUp(): JSX.Element {
  return (
    <Frame
      title="Create account"
      lead="All you need is an email address and a password."
      links={
        <span>
          Already have an account? <a href="/sign-in">Sign in</a>
        </span>
      }
    >
      <Form
        action="Create account"
        onSubmit={async ({ email = '', newPassword = '' }) => {
          await session.signUp(email, newPassword);
          rememberNewcomer({ email, password: newPassword });
          navigate('/confirm');
        }}
      >
        <EmailField />
        <NewPasswordField />
      </Form>
    </Frame>
  );
}
