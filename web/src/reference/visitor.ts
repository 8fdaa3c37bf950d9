import { SignedOut } from '../api/errors';
import { mayResume } from '../auth/kept';
import { Session } from '../auth/session';
import type { Config } from '../config';

/** Whoever is signed in on the page of the notes: what is tried here is done as them. */
export class Visitor {
  readonly #config: Config;
  readonly #place: HTMLElement;

  constructor(config: Config, place: HTMLElement) {
    this.#config = config;
    this.#place = place;
  }

  /** Find out who it is, and say so. */
  async look(): Promise<void> {
    try {
      await this.token();
    } catch {
      this.#place.replaceChildren('Who is signed in cannot be found out just now.');
    }
  }

  /** The ID token, renewed where it has expired; undefined where nobody is signed in. */
  async token(): Promise<string | undefined> {
    const token = await this.#found();
    this.#place.replaceChildren(...(token === undefined ? nobody() : somebody(emailOf(token))));
    return token;
  }

  async #found(): Promise<string | undefined> {
    if (!mayResume(localStorage)) return undefined;
    try {
      // Anew each time, for since the last time somebody else may have signed in.
      return await new Session(this.#config).token();
    } catch (error) {
      if (error instanceof SignedOut) return undefined;
      throw error;
    }
  }
}

/** Whose token it is, as they know themselves. */
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
  // So that this page is still there, where it was.
  link.target = '_blank';
  link.textContent = 'Sign in in another tab';
  return ['You are not signed in, so only what is public can be tried. ', link, ', then come back.'];
}
