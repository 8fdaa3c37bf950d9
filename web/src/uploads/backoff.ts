/** Retry delays, in milliseconds. */

const FIRST_DELAY_MS = 2000;
const MAX_DELAY_MS = 30_000;

/** Exponential backoff up to half a minute, with jitter, so that not all pages retry at once. */
export class Backoff {
  readonly #random: () => number;
  #next = FIRST_DELAY_MS;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  nextDelay(): number {
    const delay = this.#next;
    this.#next = Math.min(MAX_DELAY_MS, delay * 2);
    return delay * (0.75 + this.#random() / 4);
  }

  reset(): void {
    this.#next = FIRST_DELAY_MS;
  }
}

/** Return whether the status is transient: it says nothing about the request itself, and a retry may succeed. */
export function isTransientStatus(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}
