/** Retry delays, in milliseconds. */

const FIRST = 2000;
const LONGEST = 30_000;

/** Exponential backoff up to half a minute, with jitter, so that not all pages retry at once. */
export class Waits {
  readonly #random: () => number;
  #next = FIRST;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  next(): number {
    const wait = this.#next;
    this.#next = Math.min(LONGEST, wait * 2);
    return wait * (0.75 + this.#random() / 4);
  }

  reset(): void {
    this.#next = FIRST;
  }
}

/** Return whether the status is transient: it says nothing about the request itself, and a retry may succeed. */
export function isPassing(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}
