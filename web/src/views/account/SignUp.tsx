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
      title="Make an account"
      lead="All it takes is an address and a password."
      links={
        <span>
          You have one already? <a href="/sign-in">Sign in</a>
        </span>
      }
    >
      <Form
        action="Make an account"
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
