/** Changes that keep an account safe; those that could lock its owner out ask for the password again. */
import type { Config } from '../config';
import { AuthProblem, authProblemOf } from './problems';
import type { Session } from './session';
import { askUserPool } from './userPool';

/** The secret that an authenticator app shares with the user pool. */
export interface TotpSecret {
  /** The secret in base 32, to be typed. */
  secret: string;
  /** The same for a QR code, with the names that the app shows. */
  uri: string;
}

export class AccountSecurity {
  readonly #config: Config;
  readonly #session: Session;
  readonly #ask: typeof askUserPool;

  constructor(config: Config, session: Session, ask: typeof askUserPool = askUserPool) {
    this.#config = config;
    this.#session = session;
    this.#ask = ask;
  }

  /** Return whether signing in asks for the code of an authenticator app. */
  async hasTotp(): Promise<boolean> {
    const { enabled = [] } = await this.#session.call(({ fetchMFAPreference }) => fetchMFAPreference());
    return enabled.includes('TOTP');
  }

  /** Return a new secret for an authenticator app; nothing changes until a code was verified. */
  async beginTotp(password: string, appName: string): Promise<TotpSecret> {
    await this.#checkPassword(password);
    const accountName = await this.#session.address();
    const details = await this.#session.call(({ setUpTOTP }) => setUpTOTP());
    return { secret: details.sharedSecret, uri: details.getSetupUri(appName, accountName).href };
  }

  /** Turn the second factor on, once the app has shown a right code. */
  async finishTotp(code: string): Promise<void> {
    try {
      await this.#session.call(({ verifyTOTPSetup }) => verifyTOTPSetup({ code }));
    } catch (error) {
      throw isProblem(error, 'wrongCode') ? new AuthProblem('wrongAppCode') : error;
    }
    await this.#session.call(({ updateMFAPreference }) => updateMFAPreference({ totp: 'PREFERRED' }));
  }

  async turnTotpOff(password: string): Promise<void> {
    await this.#checkPassword(password);
    await this.#session.call(({ updateMFAPreference }) => updateMFAPreference({ totp: 'DISABLED' }));
  }

  /** Ask for another address: the pool mails a code to it, and keeps the old one until the code is entered. */
  async changeEmail(password: string, email: string): Promise<void> {
    await this.#checkPassword(password);
    await this.#session.call(({ updateUserAttribute }) =>
      updateUserAttribute({ userAttribute: { attributeKey: 'email', value: email } }),
    );
  }

  /** Enter the code; the next ID token has the new address. */
  async confirmEmail(code: string): Promise<void> {
    await this.#session.call(({ confirmUserAttribute }) =>
      confirmUserAttribute({ userAttributeKey: 'email', confirmationCode: code }),
    );
    await this.#session.token(true);
  }

  /** Revoke every session, here and elsewhere; ID tokens last out their quarter of an hour. */
  async endAllSessions(): Promise<void> {
    const { tokens } = await this.#session.call(({ fetchAuthSession }) => fetchAuthSession());
    await this.#request('GlobalSignOut', { AccessToken: tokens?.accessToken.toString() });
  }

  /** Check the password in a session of its own, which is revoked at once. */
  async #checkPassword(password: string): Promise<void> {
    const ClientId = this.#config.userPoolClientId;
    const AuthParameters = { USERNAME: this.#session.userId.peek(), PASSWORD: password };
    try {
      const answer = await this.#request('InitiateAuth', { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
      const Token = (answer.AuthenticationResult as { RefreshToken?: string } | undefined)?.RefreshToken;
      // With a second factor there is no session yet. A token that could not be revoked is known to nobody.
      if (Token !== undefined) await this.#request('RevokeToken', { ClientId, Token }).catch(() => undefined);
    } catch (error) {
      throw isProblem(error, 'wrongCredentials') ? new AuthProblem('wrongPassword') : error;
    }
  }

  async #request(...[action, body]: [Parameters<typeof askUserPool>[1], object]): Promise<Record<string, unknown>> {
    try {
      return await this.#ask(this.#config, action, body);
    } catch (error) {
      throw authProblemOf(error);
    }
  }
}

function isProblem(error: unknown, kind: AuthProblem['kind']): boolean {
  return error instanceof AuthProblem && error.kind === kind;
}
