import { accountText } from '#text/account';
import type { JSX } from 'preact';
import { AuthProblem } from '../../auth/problems';
import { session } from '../../context';
import { toast } from '../../ui/toast';
import { CurrentPasswordField, NewPasswordField } from './fields';
import { Form } from './Form';

const text = accountText.changePassword;

export function ChangePassword(): JSX.Element {
  return (
    <section class="account-card" aria-labelledby="account-password">
      <h2 id="account-password">{text.title}</h2>
      <Form
        action={text.submit}
        onSubmit={async ({ password = '', newPassword = '' }, form) => {
          await change(password, newPassword);
          form.reset();
          toast(text.done);
        }}
      >
        <CurrentPasswordField label={accountText.fields.currentPassword} />
        <NewPasswordField label={accountText.fields.newPassword} />
      </Form>
    </section>
  );
}

async function change(password: string, newPassword: string): Promise<void> {
  try {
    await session.changePassword(password, newPassword);
  } catch (error) {
    // Only the password can be wrong here, not the address.
    throw error instanceof AuthProblem && error.kind === 'wrongCredentials' ? new AuthProblem('wrongPassword') : error;
  }
}
