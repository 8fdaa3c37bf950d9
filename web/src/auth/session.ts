import { signal } from '@preact/signals';
import { Offline, SignedOut } from '../api/errors';
import { DEFAULT_TIMEOUT_MS, withTimeout } from '../api/timeLimit';
import type { Config } from '../config';
import { addressOf, removeStoredSession, storedToken, hasStoredSession, userIdOf } from './storedSession';
import { refuseCommonPassword } from './chosenPassword';
import { AuthProblem, authProblemOf } from './problems';

export type SessionStatus = 'unknown' | 'in' | 'out';
/** What is asked for next to sign in: after the password it may be a new one, for an invitation, or an app's code. */
export type SignInStep = 'password' | 'newPassword' | 'code';
type SignOutCallback = () => Promise<void>;
export type Amplify = typeof import('./amplify');
type SignInAnswer = Awaited<ReturnType<Amplify['signIn']>>;

/** The longest that signing out waits for work to be saved, in milliseconds. */
const SAVE_TIMEOUT_MS = 3000;
/** The longest that signing out waits for Cognito to revoke the refresh token, in milliseconds. */
const REVOCATION_TIMEOUT_MS = 10_000;

/** The sign-in session. The password is proved to Cognito without ever being sent (SRP). */
export class Session {
  /** The sign-in state, as far as it is known without asking again. */
  readonly status = signal<SessionStatus>('unknown');
  /** True after a session ended by itself, and not by signing out. */
  readonly hasEnded = signal(false);
  /** The step at which signing in has arrived. */
  readonly signInStep = signal<SignInStep>('password');
  /** The id of the signed-in user, or of the one before the session ended. */
  readonly userId = signal<string | null>(null);
  readonly #saveCallbacks = new Set<SignOutCallback>();
  readonly #signOutCallbacks = new Set<SignOutCallback>();
  readonly #otherTabs: Pick<BroadcastChannel, 'postMessage' | 'onmessage'>;
  readonly #config: Config;
  readonly #load: () => Promise<Amplify>;
  readonly #limit: number;
  #loading: Promise<Amplify> | undefined;
  #beginningAgain: Promise<void> | undefined;
  #signingInAs = '';

  /** Create a session. `others` are the browser's other tabs; `limit` is the longest wait for Cognito, in ms. */
  constructor(
    config: Config,
    load: () => Promise<Amplify> = () => import('./amplify'),
    others: Pick<BroadcastChannel, 'postMessage' | 'onmessage'> = new BroadcastChannel('skynotes.sign-out'),
    limit = DEFAULT_TIMEOUT_MS,
  ) {
    this.#config = config;
    this.#load = load;
    this.#otherTabs = others;
    this.#limit = limit;
    others.onmessage = ({ data }) => void this.#followSignOut(data);
  }

  /** Find out whether the user of the last visit is still signed in; rejects if that cannot be determined now. */
  async resume(): Promise<void> {
    if (!hasStoredSession(localStorage)) {
      this.end();
      return;
    }
    try {
      this.#begin(await this.token());
    } catch (error) {
      if (!(error instanceof SignedOut)) throw error;
    }
  }

  /** Return the ID token for the API, renewed when it is about to expire, or at once if `fresh`. */
  async token(fresh = false): Promise<string> {
    await this.#beginningAgain?.catch(() => undefined);
    const token = await this.#token(fresh);
    // Another tab may have signed in another user, in whose name this page must not send anything.
    if (this.userId.peek() === null || userIdOf(token) === this.userId.peek()) return token;
    location.replace('/');
    throw new SignedOut();
  }

  async #token(fresh = false): Promise<string> {
    const stored = fresh ? undefined : storedToken(localStorage, this.#config.userPoolClientId, Date.now());
    return stored ?? this.#refreshToken(fresh);
  }

  async #refreshToken(fresh: boolean): Promise<string> {
    let token;
    try {
      const { fetchAuthSession } = await this.#amplify();
      token = (await withTimeout(this.#limit, fetchAuthSession({ forceRefresh: fresh }))).tokens?.idToken;
    } catch (error) {
      const problem = authProblemOf(error);
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
  preload(): void {
    this.#amplify().catch(() => undefined);
  }

  /**
   * Sign in, or arrive at the next step. Rejects with an `AuthProblem` of kind `unconfirmed` if the address has not been
   * confirmed yet.
   */
  async signIn(email: string, password: string): Promise<void> {
    await this.#discardTokens();
    this.#signingInAs = email;
    await this.#follow(await this.call(({ signIn }) => signIn({ username: email, password })));
  }

  /** Answer the step at which signing in has arrived: with a new password, or with the code that an app shows. */
  async continueSignIn(answer: string): Promise<void> {
    if (this.signInStep.peek() === 'newPassword') await refuseCommonPassword(answer, this.#signingInAs);
    try {
      await this.#follow(await this.call(({ confirmSignIn }) => confirmSignIn({ challengeResponse: answer })));
    } catch (error) {
      if (!(error instanceof AuthProblem)) throw error;
      // Cognito waits for three minutes.
      if (error.kind === 'expiredSignIn') this.restartSignIn();
      throw error.kind === 'wrongCode' ? new AuthProblem('wrongAppCode') : error;
    }
  }

  /** Go back to asking for the password. */
  restartSignIn(): void {
    this.signInStep.value = 'password';
  }

  async #follow({ nextStep }: SignInAnswer): Promise<void> {
    switch (nextStep.signInStep) {
      case 'DONE':
        this.#begin(await this.#token());
        this.signInStep.value = 'password';
        return;
      case 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED':
        this.signInStep.value = 'newPassword';
        return;
      case 'CONFIRM_SIGN_IN_WITH_TOTP_CODE':
        this.signInStep.value = 'code';
        return;
      case 'CONFIRM_SIGN_UP':
        throw new AuthProblem('unconfirmed');
      default:
        throw new AuthProblem('resetNeeded');
    }
  }

  /** Return the address of the signed-in user. */
  async address(): Promise<string> {
    return addressOf(await this.token());
  }

  /**
   * Change the password, end all sessions by `endAll`, and sign in again here; `code` is the app's, if it is needed.
   * Rejects with an `AuthProblem` of kind `othersSignedIn` if the password is changed, and the sessions are not ended.
   */
  async changePassword(
    oldPassword: string,
    newPassword: string,
    endAll: () => Promise<void>,
    code?: string,
  ): Promise<void> {
    await refuseCommonPassword(newPassword, await this.address());
    await this.call(({ updatePassword }) => updatePassword({ oldPassword, newPassword }));
    await endAll().catch(() => {
      throw new AuthProblem('othersSignedIn');
    });
    // Meanwhile there is no token. Whoever asks for one waits, instead of finding the session ended.
    this.#beginningAgain = this.#beginAgain(newPassword, code).finally(() => (this.#beginningAgain = undefined));
    await this.#beginningAgain;
  }

  async #beginAgain(password: string, code: string | undefined): Promise<void> {
    const userId = this.userId.peek() ?? '';
    try {
      await this.signIn(userId, password);
      if (this.signInStep.peek() === 'code' && code !== undefined) await this.continueSignIn(code);
    } catch (error) {
      this.end();
      throw error;
    }
    if (this.signInStep.peek() !== 'password') this.end();
  }

  /** Register a callback that saves what it can, before the user is asked whether to sign out. */
  onSave(callback: SignOutCallback): void {
    this.#saveCallbacks.add(callback);
  }

  /** Register a callback for a sign-out here or in another tab: nothing may be sent or stored after it. */
  onSignOut(callback: SignOutCallback): void {
    this.#signOutCallbacks.add(callback);
  }

  /** Save everything that can be saved soon. */
  async savePendingWork(): Promise<void> {
    await runWithSaveTimeout(this.#saveCallbacks);
  }

  /** End the session and let `forget` remove the user's data from this browser. Ask about losses first. */
  async signOut(forget: (owner: string) => Promise<void> = () => Promise.resolve()): Promise<void> {
    const owner = this.userId.peek();
    await runWithSaveTimeout(this.#signOutCallbacks);
    this.#otherTabs.postMessage(owner);
    if (owner !== null) await forget(owner).catch(() => undefined);
    await this.#discardTokens();
    this.#showSignIn();
  }

  /** Follow a sign-out of the same user in another tab, which has asked the user and removes the stored data. */
  async #followSignOut(owner: unknown): Promise<void> {
    if (owner !== this.userId.peek() || owner === null) return;
    await runWithSaveTimeout(this.#signOutCallbacks);
    this.#showSignIn();
  }

  #showSignIn(): void {
    this.status.value = 'out';
    // Reload, so that none of the user's data stays in the page's memory.
    if (navigator.onLine) location.replace('/sign-in');
  }

  /** Mark the session as ended, because its tokens are rejected: the user has to sign in again. */
  end(): void {
    this.hasEnded.value = this.status.value === 'in';
    this.status.value = 'out';
  }

  #begin(token: string): void {
    const userId = userIdOf(token);
    // Another user who signs in after the session has ended must not find the previous user's data.
    if (this.userId.value !== null && this.userId.value !== userId) {
      location.replace('/');
      return;
    }
    this.userId.value = userId;
    this.hasEnded.value = false;
    this.status.value = 'in';
  }

  async #discardTokens(): Promise<void> {
    try {
      const { signOut } = await this.#amplify();
      await withTimeout(Math.min(REVOCATION_TIMEOUT_MS, this.#limit), signOut());
    } catch {
      // Without a connection the refresh token cannot be revoked; this browser forgets it anyway.
    }
    removeStoredSession(localStorage);
  }

  /** Ask Cognito through Amplify. Rejects with an `AuthProblem`. */
  async call<Answer>(action: (amplify: Amplify) => Promise<Answer>): Promise<Answer> {
    try {
      return await withTimeout(this.#limit, action(await this.#amplify()));
    } catch (error) {
      throw authProblemOf(error);
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

async function runWithSaveTimeout(callbacks: ReadonlySet<SignOutCallback>): Promise<void> {
  const timeout = new Promise((resolve) => setTimeout(resolve, SAVE_TIMEOUT_MS));
  await Promise.race([Promise.allSettled([...callbacks].map((callback) => callback())), timeout]);
}
