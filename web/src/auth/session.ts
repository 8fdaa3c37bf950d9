import { signal } from '@preact/signals';
import { Offline, SignedOut } from '../api/errors';
import { LIMIT, within } from '../api/timeLimit';
import type { Config } from '../config';
import { forgetKept, keptToken, mayResume, personOf } from './kept';
import { AuthProblem, problemOf } from './problems';

export type Standing = 'unknown' | 'in' | 'out';
type Farewell = () => Promise<void>;
export type Amplify = typeof import('./amplify');

/** How long signing out waits for work to be saved. */
const PATIENCE = 3000;
/** How long it waits for Cognito to take back the refresh token. */
const REVOCATION = 10_000;

/** Who is signed in; the password is proved to Cognito without ever being sent (SRP). */
export class Session {
  /** Whether somebody is signed in, as far as is known without asking again. */
  readonly standing = signal<Standing>('unknown');
  /** Whether a session has come to its end by itself, and not by signing out. */
  readonly ended = signal(false);
  /** The id of whoever is signed in, or was before the session ended. */
  readonly person = signal<string | null>(null);
  readonly #finishers = new Set<Farewell>();
  readonly #farewells = new Set<Farewell>();
  readonly #others: Pick<BroadcastChannel, 'postMessage' | 'onmessage'>;
  readonly #config: Config;
  readonly #load: () => Promise<Amplify>;
  readonly #limit: number;
  #loading: Promise<Amplify> | undefined;

  /** `others` are the same browser's other tabs; `limit` is how long Cognito may keep one waiting, in milliseconds. */
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

  /** Find out whether the last visit is still signed in; rejects where that cannot be known just now. */
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

  /** The ID token that the API wants, renewed when it is about to expire, or at once where `fresh`. */
  async token(fresh = false): Promise<string> {
    const token = await this.#token(fresh);
    // Another tab may have signed somebody else in, in whose name nothing of this page may be sent.
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

  /** Somebody is about to sign in: have what that takes at hand. */
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

  /** Rejects with an `AuthProblem` of kind `unconfirmed` when the address has not been confirmed yet. */
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

  /** Called before somebody is asked whether to sign out, to save what can be saved. */
  onFinish(finisher: Farewell): void {
    this.#finishers.add(finisher);
  }

  /** Called when somebody signs out, here or in another tab: nothing may be sent or written down any more. */
  onSignOut(farewell: Farewell): void {
    this.#farewells.add(farewell);
  }

  /** Have everything saved that can be saved soon. */
  async finish(): Promise<void> {
    await withPatience(this.#finishers);
  }

  /** End the session and have `forget` remove what this browser keeps of the person. Ask what would be lost before. */
  async signOut(forget: (owner: string) => Promise<void> = () => Promise.resolve()): Promise<void> {
    const owner = this.person.peek();
    await withPatience(this.#farewells);
    this.#others.postMessage(owner);
    if (owner !== null) await forget(owner).catch(() => undefined);
    await this.#forget();
    this.#leave();
  }

  /** The same person has signed out in another tab, which has asked them and forgets what is kept of them. */
  async #follow(owner: unknown): Promise<void> {
    if (owner !== this.person.peek() || owner === null) return;
    await withPatience(this.#farewells);
    this.#leave();
  }

  #leave(): void {
    this.standing.value = 'out';
    // Begin anew, so that nothing of theirs stays in the page's memory either.
    if (navigator.onLine) location.replace('/sign-in');
  }

  /** The tokens are no longer taken: whoever is there has to sign in again. */
  end(): void {
    this.ended.value = this.standing.value === 'in';
    this.standing.value = 'out';
  }

  #enter(token: string): void {
    const person = personOf(token);
    // Whoever signs in after somebody else's session has ended must not find what was theirs.
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
      // The refresh token could not be revoked without a connection; this browser forgets it all the same.
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
