/** The first view's request, sent in advance while the view's code is still loading. */

interface PrefetchedRequest {
  url: string;
  authorization: string;
  answer: Promise<Response>;
  at: number;
}

/** The milliseconds for which a prefetched answer is used; later callers want current data. */
const MAX_AGE_MS = 20_000;

export class Prefetch {
  readonly #fetch: typeof fetch;
  readonly #now: () => number;
  #pending: PrefetchedRequest | undefined;

  constructor(fetching: typeof fetch, now: () => number = Date.now) {
    this.#fetch = fetching;
    this.#now = now;
  }

  request(url: string, token: string): void {
    const authorization = `Bearer ${token}`;
    const answer = this.#fetch(url, { headers: { Authorization: authorization }, cache: 'no-store' });
    // The caller that takes the answer handles the failure.
    answer.catch(() => undefined);
    this.#pending = { url, authorization, answer, at: this.#now() };
  }

  /** Fetch like `fetch`, but return the prefetched answer, once, for the same URL and token. */
  fetch(url: string, init: RequestInit): Promise<Response> {
    const pending = this.#pending;
    if (pending?.url !== url || pending.authorization !== new Headers(init.headers).get('Authorization')) {
      return this.#fetch(url, init);
    }
    this.#pending = undefined;
    return this.#now() - pending.at < MAX_AGE_MS ? pending.answer : this.#fetch(url, init);
  }
}

// Wrapped, because the browser's `fetch` throws if called as a method of another object.
export const prefetched = new Prefetch((input, init) => fetch(input, init));
