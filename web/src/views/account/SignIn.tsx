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
      lead={session.ended.value ? 'You have been signed out. Sign in once more to go on where you were.' : undefined}
      links={
        <>
          <a href="/sign-up">Make an account</a>
          <a href="/forgot">Forgotten password?</a>
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
