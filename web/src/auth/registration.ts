/** Requests that need no session: creating an account, and choosing another password with a code from a mail. */
import { refuseCommonPassword } from './chosenPassword';
import { AuthProblem } from './problems';
import type { Session } from './session';

export class Registration {
  readonly #call: Session['call'];

  /** Create it over a session, which need not have begun. */
  constructor(session: Pick<Session, 'call'>) {
    this.#call = (action) => session.call(action);
  }

  /** Create an account. For an address that has one, nothing happens, so that nobody learns who has an account. */
  async signUp(email: string, password: string): Promise<void> {
    await refuseCommonPassword(password, email);
    await unlessKnown(
      this.#call(({ signUp }) => signUp({ username: email, password, options: { userAttributes: { email } } })),
    );
  }

  /** Confirm an address by the code from the mail; for an address that has an account, every code is wrong. */
  async confirm(email: string, code: string): Promise<void> {
    try {
      await this.#call(({ confirmSignUp }) => confirmSignUp({ username: email, confirmationCode: code }));
    } catch (error) {
      throw error instanceof AuthProblem && error.kind === 'wrongCredentials' ? new AuthProblem('wrongCode') : error;
    }
  }

  async resendConfirmationCode(email: string): Promise<void> {
    await unlessKnown(this.#call(({ resendSignUpCode }) => resendSignUpCode({ username: email })));
  }

  async sendResetCode(email: string): Promise<void> {
    await this.#call(({ resetPassword }) => resetPassword({ username: email }));
  }

  async resetPassword(email: string, code: string, password: string): Promise<void> {
    await refuseCommonPassword(password, email);
    await this.#call(({ confirmResetPassword }) =>
      confirmResetPassword({ username: email, confirmationCode: code, newPassword: password }),
    );
  }
}

/** Wait for a request that may fail because the address has an account, which is not told. */
async function unlessKnown(request: Promise<unknown>): Promise<void> {
  try {
    await request;
  } catch (error) {
    if (!(error instanceof AuthProblem && error.kind === 'addressTaken')) throw error;
  }
}
