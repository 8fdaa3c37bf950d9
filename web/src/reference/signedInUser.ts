import { referenceText } from '#text/reference';
import { SignedOut } from '../api/errors';
import { hasStoredSession } from '../auth/storedSession';
import { Session } from '../auth/session';
import type { Config } from '../config';

const text = referenceText.signedInUser;

/** The user who is signed in on the page of the notes; requests tried here are sent as that user. */
export class SignedInUser {
  readonly #config: Config;
  readonly #place: HTMLElement;

  constructor(config: Config, place: HTMLElement) {
    this.#config = config;
    this.#place = place;
  }

  /** Find out who is signed in, and show it. */
  async update(): Promise<void> {
    try {
      await this.token();
    } catch {
      this.#place.replaceChildren(text.unknown);
    }
  }

  /** Return the ID token, renewed if it has expired; undefined if nobody is signed in. */
  async token(): Promise<string | undefined> {
    const token = await this.#findToken();
    this.#place.replaceChildren(...(token === undefined ? signedOutMessage() : signedInMessage(emailOf(token))));
    return token;
  }

  async #findToken(): Promise<string | undefined> {
    if (!hasStoredSession(localStorage)) return undefined;
    try {
      // A new session each time, because another user may have signed in since.
      return await new Session(this.#config).token();
    } catch (error) {
      if (error instanceof SignedOut) return undefined;
      throw error;
    }
  }
}

/** Return the email address of the token's user. */
export function emailOf(token: string): string {
  const claims = token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '';
  const bytes = Uint8Array.from(atob(claims), (character) => character.charCodeAt(0));
  return (JSON.parse(new TextDecoder().decode(bytes)) as { email: string }).email;
}

function signedInMessage(email: string): (Node | string)[] {
  const name = document.createElement('strong');
  name.textContent = email;
  return text.signedIn(name);
}

function signedOutMessage(): (Node | string)[] {
  const link = document.createElement('a');
  link.href = '/sign-in';
  // Keep this page open, where it is.
  link.target = '_blank';
  link.textContent = text.signIn;
  return text.signedOut(link);
}
