/** Time limits: a connection on which nothing arrives any more counts as lost. */
import { Offline } from './errors';

/** The default limit, in milliseconds. API Gateway itself ends a request after 29 seconds. */
export const DEFAULT_TIMEOUT_MS = 35_000;
/** The slowest connection that a long text is sent on, in characters per millisecond. */
const MIN_CHARACTERS_PER_MS = 4;

const STATUSES_WITHOUT_BODY: readonly number[] = [204, 205, 304];

/** Wait for something that cannot be aborted. Rejects with `Offline` if it takes longer than `limit` milliseconds. */
export async function withTimeout<Answer>(limit: number, answer: Promise<Answer>): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Offline()), limit);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Compute how long a request with this body may stay unanswered, in milliseconds: a long text takes time to send. */
export function timeoutFor(body: BodyInit | null | undefined, limit: number): number {
  return limit + (typeof body === 'string' ? body.length / MIN_CHARACTERS_PER_MS : 0);
}

/**
 * Fetch, and abort if no response begins in time. After that, the body may take long, but no part of it longer than
 * `limit` milliseconds. Rejects with `Offline`; a returned response is complete.
 */
export async function fetchWithTimeout(
  fetching: (url: string, init: RequestInit) => Promise<Response>,
  url: string,
  init: RequestInit,
  limit: number,
): Promise<Response> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const clearTimer = (): void => clearTimeout(timer);
  const restartTimer = (time: number): void => {
    clearTimer();
    timer = setTimeout(() => controller.abort(new Offline()), time);
  };
  const late = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(new Offline()));
  });
  const signal = init.signal ? AbortSignal.any([init.signal, controller.signal]) : controller.signal;
  restartTimer(timeoutFor(init.body, limit));
  try {
    // The response may be that of an earlier request, which this signal does not abort.
    const response = await Promise.race([fetching(url, { ...init, signal }), late]);
    // Chrome gives an empty body to a response that must have none.
    if (!response.body || STATUSES_WITHOUT_BODY.includes(response.status)) return response;
    const reader = response.body.getReader();
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for (;;) {
      restartTimer(limit);
      const { value, done } = await Promise.race([reader.read(), late]);
      if (done) return new Response(new Blob(parts), response);
      parts.push(value);
    }
  } catch {
    throw new Offline();
  } finally {
    clearTimer();
  }
}
