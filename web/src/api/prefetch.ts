/** What the first view will ask for, asked for while the program that asks is still on its way. */

interface Asked {
  url: string;
  authorization: string;
  answer: Promise<Response>;
  at: number;
}

/** Whoever comes later wants to know how things are then. */
const FRESH_FOR = 20_000;

export class Ahead {
  readonly #fetch: typeof fetch;
  readonly #now: () => number;
  #asked: Asked | undefined;

  constructor(fetching: typeof fetch, now: () => number = Date.now) {
    this.#fetch = fetching;
    this.#now = now;
  }

  ask(url: string, token: string): void {
    const authorization = `Bearer ${token}`;
    const answer = this.#fetch(url, { headers: { Authorization: authorization }, cache: 'no-store' });
    // Whoever takes the answer is told.
    answer.catch(() => undefined);
    this.#asked = { url, authorization, answer, at: this.#now() };
  }

  /** As `fetch`; but the same question by the same person has the answer that is on its way already, once. */
  fetch(url: string, init: RequestInit): Promise<Response> {
    const asked = this.#asked;
    if (asked?.url !== url || asked.authorization !== new Headers(init.headers).get('Authorization')) {
      return this.#fetch(url, init);
    }
    this.#asked = undefined;
    return this.#now() - asked.at < FRESH_FOR ? asked.answer : this.#fetch(url, init);
  }
}

// Called as a method of something else, the browser's own would refuse.
export const ahead = new Ahead((input, init) => fetch(input, init));
