/** The clock of live updates, which tests replace with their own. */
export interface Clock {
  now(): number;
  /** Run `act` later, and return a function that cancels it. */
  schedule(milliseconds: number, act: () => void): () => void;
}

export const wallClock: Clock = {
  now: Date.now,
  schedule: (milliseconds, act) => {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
};

export function sleep(clock: Clock, milliseconds: number): Promise<void> {
  return new Promise((resolve) => clock.schedule(milliseconds, resolve));
}

const FIRST_DELAY_MS = 1000;
const MAX_DELAY_MS = 60_000;

/**
 * Compute the retry delay in milliseconds after this many failures: anything up to a second, then up to twice as long each
 * time, up to a minute. Full jitter: pages that lost their connection together do not come back together.
 */
export function retryDelay(failures: number, random: number): number {
  return Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.max(0, failures - 1)) * random;
}
