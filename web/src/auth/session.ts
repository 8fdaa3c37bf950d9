import { signal } from '@preact/signals';
import { Amplify } from 'aws-amplify';
import {
  confirmResetPassword,
  confirmSignUp,
  fetchAuthSession,
  getCurrentUser,
  resendSignUpCode,
  resetPassword,
  signIn,
  signOut,
  signUp,
  updatePassword,
} from 'aws-amplify/auth';
import { Offline, SignedOut } from '../api/client';
import type { Config } from '../config';
import { AuthProblem, problemOf } from './problems';

export type Standing = 'unknown' | 'in' | 'out';
type Farewell = () => Promise<void>;

/** How long signing out waits for work to be saved. */
const PATIENCE = 3000;

/** Who is signed in; the password is proved to Cognito without ever being sent (SRP). */
export class Session {
  /** Whether somebody is signed in, as far as is known without asking again. */
  readonly standing = signal<Standing>('unknown');
  /** Whether a session has come to its end by itself, and not by signing out. */
  readonly ended = signal(false);
  /** The id of whoever is signed in, or was before the session ended. */
  readonly person = signal<string | null>(null);
  readonly #farewells = new Set<Farewell>();

  /** Whether somebody has been signed in here, and has not signed out since. */
  static mayResume(): boolean {
    return Object.keys(localStorage).some((name) => name.endsWith('.LastAuthUser'));
  }

  constructor(config: Config) {
    Amplify.configure({
      Auth: {
        Cognito: {
          userPoolId: config.userPoolId,
          userPoolClientId: config.userPoolClientId,
          ...(config.userPoolEndpoint ? { userPoolEndpoint: config.userPoolEndpoint } : {}),
        },
      },
    });
  }

  /** Find out whether the last visit is still signed in; rejects where that cannot be known just now. */
  async resume(): Promise<void> {
    try {
      await this.token();
      await this.#enter();
    } catch (error) {
      if (!(error instanceof SignedOut)) throw error;
    }
  }

  /** The ID token that the API wants, renewed when it is about to expire, or at once where `fresh`. */
  async token(fresh = false): Promise<string> {
    let token;
    try {
      token = (await fetchAuthSession({ forceRefresh: fresh })).tokens?.idToken;
    } catch (error) {
      const problem = problemOf(error);
      if (problem.kind === 'offline') throw new Offline();
      if (problem.kind === 'busy' || problem.kind === 'tooMany') throw problem;
    }
    if (!token) {
      this.end();
      throw new SignedOut();
    }
    return token.toString();
  }

  async signUp(email: string, password: string): Promise<void> {
    await attempt(signUp({ username: email, password, options: { userAttributes: { email } } }));
  }

  async confirm(email: string, code: string): Promise<void> {
    await attempt(confirmSignUp({ username: email, confirmationCode: code }));
  }

  async sendConfirmationAgain(email: string): Promise<void> {
    await attempt(resendSignUpCode({ username: email }));
  }

  /** Rejects with an `AuthProblem` of kind `unconfirmed` when the address has not been confirmed yet. */
  async signIn(email: string, password: string): Promise<void> {
    await this.#forget();
    const { nextStep } = await attempt(signIn({ username: email, password }));
    if (nextStep.signInStep === 'CONFIRM_SIGN_UP') throw new AuthProblem('unconfirmed');
    if (nextStep.signInStep !== 'DONE') throw new AuthProblem('resetNeeded');
    await this.#enter();
  }

  async sendResetCode(email: string): Promise<void> {
    await attempt(resetPassword({ username: email }));
  }

  async resetPassword(email: string, code: string, password: string): Promise<void> {
    await attempt(confirmResetPassword({ username: email, confirmationCode: code, newPassword: password }));
  }

  async changePassword(oldPassword: string, newPassword: string): Promise<void> {
    await attempt(updatePassword({ oldPassword, newPassword }));
  }

  /** Called before somebody signs out, while their work can still be saved. */
  onSignOut(farewell: Farewell): void {
    this.#farewells.add(farewell);
  }

  async signOut(): Promise<void> {
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
    await Promise.race([Promise.allSettled([...this.#farewells].map((farewell) => farewell())), patience]);
    await this.#forget();
    this.standing.value = 'out';
    // Begin anew, so that nothing of theirs stays in the page's memory either.
    if (navigator.onLine) location.replace('/sign-in');
  }

  /** The tokens are no longer taken: whoever is there has to sign in again. */
  end(): void {
    this.ended.value = this.standing.value === 'in';
    this.standing.value = 'out';
  }

  async #enter(): Promise<void> {
    const { userId } = await getCurrentUser();
    // Whoever signs in after somebody else's session has ended must not find what was theirs.
    if (this.person.value !== null && this.person.value !== userId) {
      location.replace('/');
      return;
    }
    this.person.value = userId;
    this.ended.value = false;
    this.standing.value = 'in';
  }

  async #forget(): Promise<void> {
    try {
      await signOut();
    } catch {
      // The refresh token could not be revoked without a connection; this browser has forgotten it all the same.
    }
  }
}

async function attempt<Answer>(doing: Promise<Answer>): Promise<Answer> {
  try {
    return await doing;
  } catch (error) {
    throw problemOf(error);
  }
}
