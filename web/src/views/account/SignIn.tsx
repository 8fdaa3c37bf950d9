import type { JSX } from 'preact';
import { session } from '../../context';
import { navigate } from '../../router';
import { CurrentPasswordField, EmailField } from './fields';
import { Form } from './Form';
import { Frame } from './Frame';
import { forgetNewcomer, recallNewcomer, rememberNewcomer } from './newcomer';

export function SignIn(): JSX.Element {
  return (
    <Frame
      title="Sign in"
      lead={session.ended.value ? 'You were signed out. Sign in to pick up where you left off.' : undefined}
      links={
        <>
          <a href="/sign-up">Create account</a>
          <a href="/forgot">Forgot password?</a>
        </>
      }
    >
      <Form
        action="Sign in"
        onSubmit={async ({ email = '', password = '' }) => {
          await session.signIn(email, password);
          forgetNewcomer();
        }}
        onProblem={({ kind }, { email = '', password }) => {
          if (kind !== 'unconfirmed') return false;
          rememberNewcomer({ email, password });
          navigate('/confirm');
          return true;
        }}
      >
        <EmailField value={recallNewcomer()?.email} />
        <CurrentPasswordField />
      </Form>
    </Frame>
  );
}
