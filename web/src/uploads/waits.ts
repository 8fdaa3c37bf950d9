/** Waiting times, in milliseconds. */

const FIRST = 2000;
const LONGEST = 30_000;

/** Waits that double up to half a minute, each shortened by chance, so that not everybody comes back at once. */
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

/** Statuses that say nothing of the request itself: what was asked may well work later. */
export function isPassing(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}
