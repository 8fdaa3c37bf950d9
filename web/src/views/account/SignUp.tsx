import { accountText } from '#text/account';
import type { JSX } from 'preact';
import { AuthProblem } from '../../auth/problems';
import { config } from '../../context';
import { navigate } from '../../router';
import { EmailField, NewPasswordField } from './fields';
import { Form } from './Form';
import { SignedOutLayout } from './SignedOutLayout';
import { setPendingSignUp } from './pendingSignUp';
import { registration } from './registration';

const text = accountText.signUp;

const LINKS = (
  <span>
    {text.haveAccount} <a href="/sign-in">{text.toSignIn}</a>
  </span>
);

/** Creating an account, where the owner of the service allows it. */
export function SignUp(): JSX.Element {
  const { signUp = 'closed', signUpDomains = [] } = config;
  if (signUp === 'closed') return <SignedOutLayout title={text.closedTitle} lead={text.closed} links={LINKS} />;
  return (
    <SignedOutLayout
      title={text.title}
      lead={signUp === 'domain' ? text.leadForDomains(signUpDomains) : text.lead}
      links={LINKS}
    >
      <Form
        action={text.submit}
        onSubmit={async ({ email = '', newPassword = '' }) => {
          refuseOtherDomain(email);
          await registration().signUp(email, newPassword);
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

/** Refuse an address that the service would refuse, before it is sent. */
function refuseOtherDomain(email: string): void {
  const { signUp, signUpDomains = [] } = config;
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  if (signUp === 'domain' && !signUpDomains.includes(domain)) throw new AuthProblem('notInvited');
}
