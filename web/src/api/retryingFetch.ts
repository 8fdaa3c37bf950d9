/** A request with its retries: sent with a token, and again if the service asks for a wait or for another token. */
import { fetchWithTimeout, DEFAULT_TIMEOUT_MS, withTimeout } from './timeLimit';

export interface Connection {
  /** Return the ID token; a new one if `fresh`, because the last was rejected. Throws `SignedOut` if there is none. */
  token: (fresh?: boolean) => Promise<string>;
  /** Handle the rejection of a fresh token. */
  onSignedOut?: () => void;
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
  sleep?: (milliseconds: number) => Promise<void>;
  random?: () => number;
  /** The longest wait for an answer, in milliseconds. */
  limit?: number;
}

const MAX_RETRIES = 3;
const FIRST_WAIT_MS = 400;
const MAX_WAIT_MS = 20_000;

export class RetryingFetch {
  readonly #connection: Required<Connection>;

  constructor(connection: Connection) {
    this.#connection = {
      // Wrapped, because the browser's `fetch` throws if called as a method of another object.
      fetch: (url, init) => fetch(url, init),
      sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
      random: Math.random,
      onSignedOut: () => undefined,
      limit: DEFAULT_TIMEOUT_MS,
      ...connection,
    };
  }

  /** Send a request, waiting where the service asks for it, and once more with a fresh token after a 401. */
  async send(url: string, init: RequestInit): Promise<Response> {
    let fresh = false;
    for (let retries = 0; ;) {
      const response = await this.#sendOnce(url, init, fresh);
      if (response.status === 401) {
        if (fresh) {
          this.#connection.onSignedOut();
          return response;
        }
        fresh = true;
      } else if ((response.status === 429 || response.status === 503) && retries < MAX_RETRIES) {
        await this.#connection.sleep(retryDelay(response, retries, this.#connection.random()));
        retries += 1;
        fresh = false;
      } else {
        return response;
      }
    }
  }

  async #sendOnce(url: string, init: RequestInit, fresh: boolean): Promise<Response> {
    const { token, fetch, limit } = this.#connection;
    const headers = {
      ...(init.headers as Record<string, string>),
      Authorization: `Bearer ${await withTimeout(limit, token(fresh))}`,
    };
    return fetchWithTimeout(fetch, url, { ...init, headers }, limit);
  }
}

/**
 * Compute the wait in milliseconds: as long as the service asks for, else twice as long each time; with jitter, so that
 * clients do not come back at the same time.
 */
function retryDelay(response: Response, retries: number, random: number): number {
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
  const wait = seconds >= 0 ? seconds * 1000 : FIRST_WAIT_MS * 2 ** retries;
  return Math.min(wait, MAX_WAIT_MS) + FIRST_WAIT_MS * random;
}
