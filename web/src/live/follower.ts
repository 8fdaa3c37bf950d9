/** Follows the feed of changes: from its cursor on, page by page, one request at a time. */
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
/** What the service holds back is given once it has settled. */
const HELD_BACK = 3000;

export class Follower {
  readonly #around: FollowerSurroundings;
  #cursor: string | undefined;
  #hasGap: boolean;
  /** `cursor` is where the feed was begun, if it was; with `hasGap`, what is shown may lack what came before. */
  constructor(around: FollowerSurroundings, { cursor, hasGap }: { cursor: string | undefined; hasGap: boolean }) {
    this.#around = around;
    this.#cursor = cursor;
    this.#hasGap = hasGap;
  }

  /**
   * Resolves when everything that had changed by now is applied; rejects as the API does. Called while it is at it, it
   * looks once more afterwards, however often it is called.
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
    // Nothing can fall between any more: what is read from here on is as new as the cursor, or newer.
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

/** Whether the cursor is no good any more: too old, or none of this service's. */
function isLost(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 410 || error.status === 400);
}
