import type { Changes } from '../api/types';

/**
 * The start of the change feed.
 *
 * The feed starts when the service answers, not when it is asked: what is written between the reading of a list and
 * that moment is neither in the list nor in the feed. So a list is complete for sure only if it was requested after the
 * first cursor had arrived. Lists do not wait for it; those requested before are reloaded once.
 */
export interface Begun {
  cursor: string | undefined;
  /** True if something on the page may be older than the cursor. */
  hasGap: boolean;
}

/** The milliseconds without background work, after the first view has its answer. */
const CALM = 2000;
/** The longest wait for the cursor, in milliseconds; after that it is requested again. */
const LIMIT = 30_000;
/** The longest wait for the first answer, in milliseconds: the first view may request nothing of the service. */
const PATIENCE = 6000;

export class Beginning {
  readonly #fetch: typeof fetch;
  readonly #limit: number;
  #cursor: string | undefined;
  #hasGap = false;
  #asking: Promise<void> | undefined;
  #answered: () => void = () => undefined;
  readonly #firstAnswer = new Promise<void>((resolve) => (this.#answered = resolve));

  constructor(fetching: typeof fetch, limit = LIMIT) {
    this.#fetch = fetching;
    this.#limit = limit;
  }

  /** Request the cursor while the code is loading; after a failure it is requested later. */
  ask(url: string, token: string): void {
    this.#asking = this.#ask(url, token).catch(() => undefined);
  }

  /** Note that data is requested which may be shown. */
  watch<Answer>(method: string | undefined, answer: Promise<Answer>): Promise<Answer> {
    if (method !== undefined && method !== 'GET') return answer;
    if (this.#cursor === undefined) this.#hasGap = true;
    answer.then(this.#answered, this.#answered);
    return answer;
  }

  /** Return where to go on from, and whether changes before that may be missing. */
  async begun(): Promise<Begun> {
    await this.#asking;
    // A request from now on may still be earlier than a cursor that has not arrived.
    return { cursor: this.#cursor, hasGap: this.#hasGap || this.#cursor === undefined };
  }

  /** Wait until the first view has its answer and nothing waits for the network. */
  async calm(sleep: (milliseconds: number) => Promise<void>): Promise<void> {
    await Promise.race([this.#firstAnswer, sleep(PATIENCE)]);
    await sleep(CALM);
  }

  async #ask(url: string, token: string): Promise<void> {
    const headers = { Authorization: `Bearer ${token}` };
    const signal = AbortSignal.timeout(this.#limit);
    const response = await this.#fetch(url, { headers, cache: 'no-store', signal });
    if (!response.ok) return;
    const { cursor } = (await response.json()) as Changes;
    this.#cursor = cursor;
  }
}

// Wrapped, because the browser's `fetch` throws if called as a method of another object.
export const beginning = new Beginning((input, init) => fetch(input, init));
