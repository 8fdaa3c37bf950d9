/** A reader of the change feed: from its cursor on, page by page, one request at a time. */
import { ApiError } from '../api/errors';
import type { Query } from '../api/routes';
import type { Changes } from '../api/types';
import { sleep, type Clock } from './clock';
import { oneByOne } from './oneByOne';
import type { Subscriber } from './subscribers';

export interface FollowerSurroundings {
  changes: (query: Query<'/changes'>) => Promise<Changes>;
  subscriber: Subscriber;
  clock: Clock;
}

const PAGE = 100;
/** The milliseconds to wait for changes that the service holds back until they have settled. */
const HELD_BACK = 3000;

export class Follower {
  readonly #around: FollowerSurroundings;
  #cursor: string | undefined;
  #hasGap: boolean;
  /** Create a follower. `cursor` is the start of the feed, if known; with `hasGap`, earlier changes may be missing. */
  constructor(around: FollowerSurroundings, { cursor, hasGap }: { cursor: string | undefined; hasGap: boolean }) {
    this.#around = around;
    this.#cursor = cursor;
    this.#hasGap = hasGap;
  }

  /**
   * Apply everything that has changed by now; rejects as the API does. However often it is called during a run, there
   * is one more run afterwards.
   */
  readonly catchUp = oneByOne(() => this.#round());

  async #round(): Promise<void> {
    try {
      await this.#read();
    } catch (error) {
      if (this.#cursor === undefined || !isLost(error)) throw error;
      this.#cursor = undefined;
      this.#hasGap = true;
      await this.#read();
    }
  }

  async #read(): Promise<void> {
    const isBeginning = this.#cursor === undefined;
    if (isBeginning) this.#take(await this.#around.changes({}));
    // Nothing can be missed from here on: what is read now is as new as the cursor, or newer.
    if (this.#hasGap) await this.#around.subscriber.reload();
    this.#hasGap = false;
    if (!isBeginning) await this.#follow();
  }

  async #follow(): Promise<void> {
    for (let more = true; more;) {
      const page = await this.#around.changes({ cursor: this.#cursor, limit: PAGE });
      this.#take(page);
      more = page.more;
      if (more && page.items.length === 0) await sleep(this.#around.clock, HELD_BACK);
    }
  }

  #take(page: Changes): void {
    if (page.items.length > 0) this.#around.subscriber.apply(page.items);
    this.#cursor = page.cursor;
  }
}

/** Return whether the cursor cannot be used any more: too old, or not one of this service. */
function isLost(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 410 || error.status === 400);
}
