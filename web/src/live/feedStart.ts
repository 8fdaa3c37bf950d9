import type { Changes } from '../api/types';

/**
 * Where to follow the changes from.
 *
 * The feed begins when the service answers, and not when it is asked: what is written between the reading of a list and
 * that moment is neither in the list nor in the feed. So a list is sure to lack nothing only where it was asked for after
 * the first cursor had come. Lists do not wait for it; those that were asked for before are looked at once more.
 */
export interface Begun {
  cursor: string | undefined;
  /** Something on the page may be older than the cursor. */
  hasGap: boolean;
}

/** How long nothing is begun that nobody waits for, after the first view has what it asked for. */
const CALM = 2000;
/** How long the cursor is waited for; after that it is asked for anew. */
const LIMIT = 30_000;
/** The first view may need nothing of the service. */
const PATIENCE = 6000;

export class Beginning {
  readonly #fetch: typeof fetch;
  readonly #limit: number;
  #cursor: string | undefined;
  #hasGap = false;
  #asking: Promise<void> | undefined;
  #answered: () => void = () => undefined;
  readonly #firstAnswer = new Promise<void>((resolve) => (this.#answered = resolve));

  constructor(fetching: typeof fetch, limit = LIMIT) {
    this.#fetch = fetching;
    this.#limit = limit;
  }

  /** Ask for the cursor while the program is on its way; where that fails, it is asked for later. */
  ask(url: string, token: string): void {
    this.#asking = this.#ask(url, token).catch(() => undefined);
  }

  /** Notes that something is asked for which may be shown. */
  watch<Answer>(method: string | undefined, answer: Promise<Answer>): Promise<Answer> {
    if (method !== undefined && method !== 'GET') return answer;
    if (this.#cursor === undefined) this.#hasGap = true;
    answer.then(this.#answered, this.#answered);
    return answer;
  }

  /** From where to go on, and whether that is early enough. */
  async begun(): Promise<Begun> {
    await this.#asking;
    // What is asked for from now on may still be earlier than a cursor that is not there yet.
    return { cursor: this.#cursor, hasGap: this.#hasGap || this.#cursor === undefined };
  }

  /** Resolves when the first view is there, and nobody waits for the network. */
  async calm(sleep: (milliseconds: number) => Promise<void>): Promise<void> {
    await Promise.race([this.#firstAnswer, sleep(PATIENCE)]);
    await sleep(CALM);
  }

  async #ask(url: string, token: string): Promise<void> {
    const headers = { Authorization: `Bearer ${token}` };
    const signal = AbortSignal.timeout(this.#limit);
    const response = await this.#fetch(url, { headers, cache: 'no-store', signal });
    if (!response.ok) return;
    const { cursor } = (await response.json()) as Changes;
    this.#cursor = cursor;
  }
}

// Called as a method of something else, the browser's own would refuse.
export const beginning = new Beginning((input, init) => fetch(input, init));
