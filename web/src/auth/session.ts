import { signal } from '@preact/signals';
import { Offline, SignedOut } from '../api/errors';
import { LIMIT, within } from '../api/timeLimit';
import type { Config } from '../config';
import { forgetKept, keptToken, mayResume, personOf } from './kept';
import { AuthProblem, problemOf } from './problems';

export type Standing = 'unknown' | 'in' | 'out';
type Farewell = () => Promise<void>;
export type Amplify = typeof import('./amplify');

/** The longest that signing out waits for work to be saved, in milliseconds. */
const PATIENCE = 3000;
/** The longest that signing out waits for Cognito to revoke the refresh token, in milliseconds. */
const REVOCATION = 10_000;

/** The sign-in session. The password is proved to Cognito without ever being sent (SRP). */
export class Session {
  /** The sign-in state, as far as it is known without asking again. */
  readonly standing = signal<Standing>('unknown');
  /** True after a session ended by itself, and not by signing out. */
  readonly ended = signal(false);
  /** The id of the signed-in user, or of the one before the session ended. */
  readonly person = signal<string | null>(null);
  readonly #finishers = new Set<Farewell>();
  readonly #farewells = new Set<Farewell>();
  readonly #others: Pick<BroadcastChannel, 'postMessage' | 'onmessage'>;
  readonly #config: Config;
  readonly #load: () => Promise<Amplify>;
  readonly #limit: number;
  #loading: Promise<Amplify> | undefined;

  /** Create a session. `others` are the browser's other tabs; `limit` is the longest wait for Cognito, in ms. */
  constructor(
    config: Config,
    load: () => Promise<Amplify> = () => import('./amplify'),
    others: Pick<BroadcastChannel, 'postMessage' | 'onmessage'> = new BroadcastChannel('skynotes.sign-out'),
    limit = LIMIT,
  ) {
    this.#config = config;
    this.#load = load;
    this.#others = others;
    this.#limit = limit;
    others.onmessage = ({ data }) => void this.#follow(data);
  }

  /** Find out whether the user of the last visit is still signed in; rejects if that cannot be determined now. */
  async resume(): Promise<void> {
    if (!mayResume(localStorage)) {
      this.end();
      return;
    }
    try {
      this.#enter(await this.token());
    } catch (error) {
      if (!(error instanceof SignedOut)) throw error;
    }
  }

  /** Return the ID token for the API, renewed when it is about to expire, or at once if `fresh`. */
  async token(fresh = false): Promise<string> {
    const token = await this.#token(fresh);
    // Another tab may have signed in another user, in whose name this page must not send anything.
    if (this.person.peek() === null || personOf(token) === this.person.peek()) return token;
    location.replace('/');
    throw new SignedOut();
  }

  async #token(fresh = false): Promise<string> {
    const kept = fresh ? undefined : keptToken(localStorage, this.#config.userPoolClientId, Date.now());
    return kept ?? this.#renewed(fresh);
  }

  async #renewed(fresh: boolean): Promise<string> {
    let token;
    try {
      const { fetchAuthSession } = await this.#amplify();
      token = (await within(this.#limit, fetchAuthSession({ forceRefresh: fresh }))).tokens?.idToken;
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

  /** Load the code for signing in, before the user signs in. */
  prepare(): void {
    this.#amplify().catch(() => undefined);
  }

  async signUp(email: string, password: string): Promise<void> {
    await this.#attempt(({ signUp }) => signUp({ username: email, password, options: { userAttributes: { email } } }));
  }

  async confirm(email: string, code: string): Promise<void> {
    await this.#attempt(({ confirmSignUp }) => confirmSignUp({ username: email, confirmationCode: code }));
  }

  async sendConfirmationAgain(email: string): Promise<void> {
    await this.#attempt(({ resendSignUpCode }) => resendSignUpCode({ username: email }));
  }

  /** Sign in. Rejects with an `AuthProblem` of kind `unconfirmed` if the address has not been confirmed yet. */
  async signIn(email: string, password: string): Promise<void> {
    await this.#forget();
    const { nextStep } = await this.#attempt(({ signIn }) => signIn({ username: email, password }));
    if (nextStep.signInStep === 'CONFIRM_SIGN_UP') throw new AuthProblem('unconfirmed');
    if (nextStep.signInStep !== 'DONE') throw new AuthProblem('resetNeeded');
    this.#enter(await this.#token());
  }

  async sendResetCode(email: string): Promise<void> {
    await this.#attempt(({ resetPassword }) => resetPassword({ username: email }));
  }

  async resetPassword(email: string, code: string, password: string): Promise<void> {
    await this.#attempt(({ confirmResetPassword }) =>
      confirmResetPassword({ username: email, confirmationCode: code, newPassword: password }),
    );
  }

  async changePassword(oldPassword: string, newPassword: string): Promise<void> {
    await this.#attempt(({ updatePassword }) => updatePassword({ oldPassword, newPassword }));
  }

  /** Register a callback that saves what it can, before the user is asked whether to sign out. */
  onFinish(finisher: Farewell): void {
    this.#finishers.add(finisher);
  }

  /** Register a callback for a sign-out here or in another tab: nothing may be sent or stored after it. */
  onSignOut(farewell: Farewell): void {
    this.#farewells.add(farewell);
  }

  /** Save everything that can be saved soon. */
  async finish(): Promise<void> {
    await withPatience(this.#finishers);
  }

  /** End the session and let `forget` remove the user's data from this browser. Ask about losses first. */
  async signOut(forget: (owner: string) => Promise<void> = () => Promise.resolve()): Promise<void> {
    const owner = this.person.peek();
    await withPatience(this.#farewells);
    this.#others.postMessage(owner);
    if (owner !== null) await forget(owner).catch(() => undefined);
    await this.#forget();
    this.#leave();
  }

  /** Follow a sign-out of the same user in another tab, which has asked the user and removes the stored data. */
  async #follow(owner: unknown): Promise<void> {
    if (owner !== this.person.peek() || owner === null) return;
    await withPatience(this.#farewells);
    this.#leave();
  }

  #leave(): void {
    this.standing.value = 'out';
    // Reload, so that none of the user's data stays in the page's memory.
    if (navigator.onLine) location.replace('/sign-in');
  }

  /** Mark the session as ended, because its tokens are rejected: the user has to sign in again. */
  end(): void {
    this.ended.value = this.standing.value === 'in';
    this.standing.value = 'out';
  }

  #enter(token: string): void {
    const person = personOf(token);
    // Another user who signs in after the session has ended must not find the previous user's data.
    if (this.person.value !== null && this.person.value !== person) {
      location.replace('/');
      return;
    }
    this.person.value = person;
    this.ended.value = false;
    this.standing.value = 'in';
  }

  async #forget(): Promise<void> {
    try {
      const { signOut } = await this.#amplify();
      await within(Math.min(REVOCATION, this.#limit), signOut());
    } catch {
      // Without a connection the refresh token cannot be revoked; this browser forgets it anyway.
    }
    forgetKept(localStorage);
  }

  async #attempt<Answer>(doing: (amplify: Amplify) => Promise<Answer>): Promise<Answer> {
    try {
      return await within(this.#limit, doing(await this.#amplify()));
    } catch (error) {
      throw problemOf(error);
    }
  }

  #amplify(): Promise<Amplify> {
    this.#loading ??= this.#load().then(
      (amplify) => {
        amplify.configure(this.#config);
        return amplify;
      },
      () => {
        this.#loading = undefined;
        throw new AuthProblem('offline');
      },
    );
    return this.#loading;
  }
}

async function withPatience(doings: ReadonlySet<Farewell>): Promise<void> {
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  await Promise.race([Promise.allSettled([...doings].map((doing) => doing())), patience]);
}
