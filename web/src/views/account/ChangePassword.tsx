import type { JSX } from 'preact';
import { AuthProblem } from '../../auth/problems';
import { session } from '../../context';
import { toast } from '../../ui/toast';
import { CurrentPasswordField, NewPasswordField } from './fields';
import { Form } from './Form';

export function ChangePassword(): JSX.Element {
  return (
    <section class="account-card" aria-labelledby="account-password">
      <h2 id="account-password">Password</h2>
      <Form
        action="Change password"
        onSubmit={async ({ password = '', newPassword = '' }, form) => {
          await change(password, newPassword);
          form.reset();
          toast('Password changed');
        }}
      >
        <CurrentPasswordField label="Current password" />
        <NewPasswordField label="New password" />
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
