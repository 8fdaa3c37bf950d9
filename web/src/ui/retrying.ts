/** Automatic retries after temporary failures: no connection, a timeout, an error of the service. */
import { useEffect, useRef } from 'preact/hooks';
import { ApiError, Offline } from '../api/errors';
import { AuthProblem } from '../auth/problems';
import { isOnline } from './connection';

const FIRST_PAUSE_MS = 1000;
const MAX_PAUSE_MS = 60_000;
const TRANSIENT_STATUSES = new Set([408, 425, 429]);

/** Return whether the same request may succeed later. */
export function isTransient(error: unknown): boolean {
  if (error instanceof ApiError) return error.status >= 500 || TRANSIENT_STATUSES.has(error.status);
  if (error instanceof AuthProblem) return error.kind === 'offline' || error.kind === 'busy';
  return error instanceof Offline;
}

/** Pauses in milliseconds that double while failures follow each other, and start again after a quiet period. */
export class Backoff {
  #failures = 0;
  #last = -Infinity;

  next(now: number, random: number): number {
    this.#failures = now - this.#last > 2 * MAX_PAUSE_MS ? 0 : this.#failures + 1;
    this.#last = now;
    const longest = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#failures);
    return longest * (0.5 + random / 2);
  }

  reset(): void {
    this.#failures = 0;
    this.#last = -Infinity;
  }
}

/** The backoff of the page, not of a view, which may be rendered again with each attempt. */
const backoff = new Backoff();

/** Call `retry` after a pause, or as soon as the connection is back; without a connection, wait for it. */
export function useRetry(error: unknown, retry: (() => void) | undefined): boolean {
  const online = isOnline.value;
  const latest = useRef(retry);
  latest.current = retry;
  const wasOffline = useRef(!online);
  const retries = retry !== undefined && isTransient(error);
  useEffect(() => {
    if (!online) {
      wasOffline.current = true;
      backoff.reset();
    }
    if (!retries || !online) return undefined;
    const pause = wasOffline.current ? 0 : backoff.next(Date.now(), Math.random());
    wasOffline.current = false;
    const timer = setTimeout(() => latest.current?.(), pause);
    return () => clearTimeout(timer);
  }, [error, retries, online]);
  return retries;
}
