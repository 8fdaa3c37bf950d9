import type { Changes } from '../api/types';

/**
 * The start of the change feed.
 *
 * The feed starts when the service answers, not when it is asked: what is written between the reading of a list and
 * that moment is neither in the list nor in the feed. So a list is complete for sure only if it was requested after the
 * first cursor had arrived. Lists do not wait for it; those requested before are reloaded once.
 */
export interface FeedPosition {
  cursor: string | undefined;
  /** True if something on the page may be older than the cursor. */
  hasGap: boolean;
}

/** The milliseconds without background work, after the first view has its answer. */
const QUIET_PERIOD_MS = 2000;
/** The longest wait for the cursor, in milliseconds; after that it is requested again. */
const CURSOR_TIMEOUT_MS = 30_000;
/** The longest wait for the first answer, in milliseconds: the first view may request nothing of the service. */
const FIRST_ANSWER_TIMEOUT_MS = 6000;

export class FeedStart {
  readonly #fetch: typeof fetch;
  readonly #timeoutMs: number;
  #cursor: string | undefined;
  #hasGap = false;
  #request: Promise<void> | undefined;
  #onFirstAnswer: () => void = () => undefined;
  readonly #firstAnswer = new Promise<void>((resolve) => (this.#onFirstAnswer = resolve));

  constructor(fetching: typeof fetch, timeoutMs = CURSOR_TIMEOUT_MS) {
    this.#fetch = fetching;
    this.#timeoutMs = timeoutMs;
  }

  /** Request the cursor while the code is loading; after a failure it is requested later. */
  request(url: string, token: string): void {
    this.#request = this.#fetchCursor(url, token).catch(() => undefined);
  }

  /** Note that data is requested which may be shown. */
  watch<Answer>(method: string | undefined, answer: Promise<Answer>): Promise<Answer> {
    if (method !== undefined && method !== 'GET') return answer;
    if (this.#cursor === undefined) this.#hasGap = true;
    answer.then(this.#onFirstAnswer, this.#onFirstAnswer);
    return answer;
  }

  /** Return where to go on from, and whether changes before that may be missing. */
  async position(): Promise<FeedPosition> {
    await this.#request;
    // A request from now on may still be earlier than a cursor that has not arrived.
    return { cursor: this.#cursor, hasGap: this.#hasGap || this.#cursor === undefined };
  }

  /** Wait until the first view has its answer and nothing waits for the network. */
  async waitUntilIdle(sleep: (milliseconds: number) => Promise<void>): Promise<void> {
    await Promise.race([this.#firstAnswer, sleep(FIRST_ANSWER_TIMEOUT_MS)]);
    await sleep(QUIET_PERIOD_MS);
  }

  async #fetchCursor(url: string, token: string): Promise<void> {
    const headers = { Authorization: `Bearer ${token}` };
    const signal = AbortSignal.timeout(this.#timeoutMs);
    const response = await this.#fetch(url, { headers, cache: 'no-store', signal });
    if (!response.ok) return;
    const { cursor } = (await response.json()) as Changes;
    this.#cursor = cursor;
  }
}

// Wrapped, because the browser's `fetch` throws if called as a method of another object.
export const feedStart = new FeedStart((input, init) => fetch(input, init));
