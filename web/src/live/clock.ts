/** The clock of live updates, which tests replace with their own. */
export interface Clock {
  now(): number;
  /** Run `act` later, and return a function that cancels it. */
  after(milliseconds: number, act: () => void): () => void;
}

export const wallClock: Clock = {
  now: Date.now,
  after: (milliseconds, act) => {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
};

export function sleep(clock: Clock, milliseconds: number): Promise<void> {
  return new Promise((resolve) => clock.after(milliseconds, resolve));
}

const FIRST = 1000;
const LONGEST = 60_000;

/**
 * Compute the pause in milliseconds after this many failures: anything up to a second, then up to twice as long each
 * time, up to a minute. Full jitter: pages that lost their connection together do not come back together.
 */
export function pauseAfter(failures: number, random: number): number {
  return Math.min(LONGEST, FIRST * 2 ** Math.max(0, failures - 1)) * random;
}
