/** A reader of the change feed: from its cursor on, page by page, one request at a time. */
import { ApiError } from '../api/errors';
import type { Query } from '../api/routes';
import type { Changes } from '../api/types';
import { sleep, type Clock } from './clock';
import { coalesce } from './coalesce';
import type { Subscriber } from './subscribers';

export interface FollowerDependencies {
  changes: (query: Query<'/changes'>) => Promise<Changes>;
  subscriber: Subscriber;
  clock: Clock;
}

const PAGE_SIZE = 100;
/** The milliseconds to wait for changes that the service holds back until they have settled. */
const HELD_BACK_PAUSE_MS = 3000;

export class Follower {
  readonly #dependencies: FollowerDependencies;
  #cursor: string | undefined;
  #hasGap: boolean;
  /** Create a follower. `cursor` is the start of the feed, if known; with `hasGap`, earlier changes may be missing. */
  constructor(dependencies: FollowerDependencies, { cursor, hasGap }: { cursor: string | undefined; hasGap: boolean }) {
    this.#dependencies = dependencies;
    this.#cursor = cursor;
    this.#hasGap = hasGap;
  }

  /**
   * Apply everything that has changed by now; rejects as the API does. However often it is called during a run, there
   * is one more run afterwards.
   */
  readonly catchUp = coalesce(() => this.#readOrRestart());

  async #readOrRestart(): Promise<void> {
    try {
      await this.#read();
    } catch (error) {
      if (this.#cursor === undefined || !isCursorInvalid(error)) throw error;
      this.#cursor = undefined;
      this.#hasGap = true;
      await this.#read();
    }
  }

  async #read(): Promise<void> {
    const isFirstRead = this.#cursor === undefined;
    if (isFirstRead) this.#applyPage(await this.#dependencies.changes({}));
    // Nothing can be missed from here on: what is read now is as new as the cursor, or newer.
    if (this.#hasGap) await this.#dependencies.subscriber.reload();
    this.#hasGap = false;
    if (!isFirstRead) await this.#readPages();
  }

  async #readPages(): Promise<void> {
    for (let more = true; more;) {
      const page = await this.#dependencies.changes({ cursor: this.#cursor, limit: PAGE_SIZE });
      this.#applyPage(page);
      more = page.more;
      if (more && page.items.length === 0) await sleep(this.#dependencies.clock, HELD_BACK_PAUSE_MS);
    }
  }

  #applyPage(page: Changes): void {
    if (page.items.length > 0) this.#dependencies.subscriber.apply(page.items);
    this.#cursor = page.cursor;
  }
}

/** Return whether the cursor cannot be used any more: too old, or not one of this service. */
function isCursorInvalid(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 410 || error.status === 400);
}
