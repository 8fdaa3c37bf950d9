import { SignedOut } from '../api/errors';
import { mayResume } from '../auth/kept';
import { Session } from '../auth/session';
import type { Config } from '../config';

/** The user who is signed in on the page of the notes; requests tried here are sent as that user. */
export class Visitor {
  readonly #config: Config;
  readonly #place: HTMLElement;

  constructor(config: Config, place: HTMLElement) {
    this.#config = config;
    this.#place = place;
  }

  /** Find out who is signed in, and show it. */
  async look(): Promise<void> {
    try {
      await this.token();
    } catch {
      this.#place.replaceChildren('Who is signed in cannot be found out just now.');
    }
  }

  /** Return the ID token, renewed if it has expired; undefined if nobody is signed in. */
  async token(): Promise<string | undefined> {
    const token = await this.#found();
    this.#place.replaceChildren(...(token === undefined ? nobody() : somebody(emailOf(token))));
    return token;
  }

  async #found(): Promise<string | undefined> {
    if (!mayResume(localStorage)) return undefined;
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

function somebody(email: string): (Node | string)[] {
  const name = document.createElement('strong');
  name.textContent = email;
  return ['You are signed in as ', name, '. What you try here really happens in that account.'];
}

function nobody(): (Node | string)[] {
  const link = document.createElement('a');
  link.href = '/sign-in';
  // Keep this page open, where it is.
  link.target = '_blank';
  link.textContent = 'Sign in in another tab';
  return ['You are not signed in, so only what is public can be tried. ', link, ', then come back.'];
}
