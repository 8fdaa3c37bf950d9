/** The first view's request, sent in advance while the view's code is still loading. */

interface Asked {
  url: string;
  authorization: string;
  answer: Promise<Response>;
  at: number;
}

/** The milliseconds for which a prefetched answer is used; later callers want current data. */
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
    // The caller that takes the answer handles the failure.
    answer.catch(() => undefined);
    this.#asked = { url, authorization, answer, at: this.#now() };
  }

  /** Fetch like `fetch`, but return the prefetched answer, once, for the same URL and token. */
  fetch(url: string, init: RequestInit): Promise<Response> {
    const asked = this.#asked;
    if (asked?.url !== url || asked.authorization !== new Headers(init.headers).get('Authorization')) {
      return this.#fetch(url, init);
    }
    this.#asked = undefined;
    return this.#now() - asked.at < FRESH_FOR ? asked.answer : this.#fetch(url, init);
  }
}

// Wrapped, because the browser's `fetch` throws if called as a method of another object.
export const ahead = new Ahead((input, init) => fetch(input, init));
