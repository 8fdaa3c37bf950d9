import { accountText } from '#text/account';
import type { JSX } from 'preact';
import { AuthProblem } from '../../auth/problems';
import { session } from '../../context';
import { toast } from '../../ui/toast';
import { AppCodeField, CurrentPasswordField, NewPasswordField } from './fields';
import { Form } from './Form';
import { accountSecurity } from './security';
import { useTotp } from './useTotp';

const text = accountText.changePassword;

export function ChangePassword(): JSX.Element {
  const totp = useTotp();
  return (
    <section class="account-card" aria-labelledby="account-password">
      <h2 id="account-password">{text.title}</h2>
      <Form
        action={text.submit}
        onSubmit={async ({ password = '', newPassword = '', code }, form) => {
          await change(password, newPassword, code);
          form.reset();
          toast(text.done);
        }}
      >
        <CurrentPasswordField label={accountText.fields.currentPassword} />
        <NewPasswordField label={accountText.fields.newPassword} />
        {totp.isOn === true && <AppCodeField autoFocus={false} />}
      </Form>
      <p class="account-note">{text.otherDevices}</p>
    </section>
  );
}

async function change(password: string, newPassword: string, code: string | undefined): Promise<void> {
  try {
    await session.changePassword(password, newPassword, () => accountSecurity().endAllSessions(), code);
  } catch (error) {
    // Only the password can be wrong here, not the address.
    throw error instanceof AuthProblem && error.kind === 'wrongCredentials' ? new AuthProblem('wrongPassword') : error;
  }
}
