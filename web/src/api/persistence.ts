/** A request until it is answered: sent with a token, and again where the service asks for time or another token. */
import { answered, LIMIT, within } from './timeLimit';

export interface Connection {
  /** The ID token; a new one where `fresh`, because the last was not taken. Throws `SignedOut` when there is none. */
  token: (fresh?: boolean) => Promise<string>;
  /** A fresh token was not taken either. */
  onSignedOut?: () => void;
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
  sleep?: (milliseconds: number) => Promise<void>;
  random?: () => number;
  /** How long an answer may keep one waiting, in milliseconds. */
  limit?: number;
}

const RETRIES = 3;
const FIRST_WAIT = 400;
const LONGEST_WAIT = 20_000;

export class Persistence {
  readonly #connection: Required<Connection>;

  constructor(connection: Connection) {
    this.#connection = {
      // Called as a method of something else, the browser's own would refuse.
      fetch: (url, init) => fetch(url, init),
      sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
      random: Math.random,
      onSignedOut: () => undefined,
      limit: LIMIT,
      ...connection,
    };
  }

  /** The answer, after waiting where the service asked for time, and after one more sign-in where it wants one. */
  async ask(url: string, init: RequestInit): Promise<Response> {
    let fresh = false;
    for (let retries = 0; ;) {
      const response = await this.#send(url, init, fresh);
      if (response.status === 401) {
        if (fresh) {
          this.#connection.onSignedOut();
          return response;
        }
        fresh = true;
      } else if ((response.status === 429 || response.status === 503) && retries < RETRIES) {
        await this.#connection.sleep(waitFor(response, retries, this.#connection.random()));
        retries += 1;
        fresh = false;
      } else {
        return response;
      }
    }
  }

  async #send(url: string, init: RequestInit, fresh: boolean): Promise<Response> {
    const { token, fetch, limit } = this.#connection;
    const headers = {
      ...(init.headers as Record<string, string>),
      Authorization: `Bearer ${await within(limit, token(fresh))}`,
    };
    return answered(fetch, url, { ...init, headers }, limit);
  }
}

/** As long as the service asks for; else twice as long each time. Never exactly, so that not everyone is back at once. */
function waitFor(response: Response, retries: number, random: number): number {
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
  const wait = seconds >= 0 ? seconds * 1000 : FIRST_WAIT * 2 ** retries;
  return Math.min(wait, LONGEST_WAIT) + FIRST_WAIT * random;
}
