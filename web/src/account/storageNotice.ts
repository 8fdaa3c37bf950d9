/** A notice, after uploads, that most of a limit is used up: at most one a day, for a request at most once an hour. */
import type { Account } from '../api/types';
import { almostUsedUp, type Limited } from './limits';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Surroundings {
  account: () => Promise<Account>;
  store: Pick<Storage, 'getItem' | 'setItem'>;
  now: () => number;
  notify: (limits: readonly Limited[]) => void;
}

export class StorageNotice {
  readonly #around: Surroundings;
  readonly #key: string;
  #askedAt = -Infinity;

  /** Create the notice of a user; the key in the store names them, so that it is removed with their other data. */
  constructor(owner: string, around: Surroundings) {
    this.#around = around;
    this.#key = `skynotes.noticed.${owner}`;
  }

  /** Notify the user if that is due. Never rejects: a notice that cannot be given now is given after later uploads. */
  async afterUploads(): Promise<void> {
    const { account, store, now, notify } = this.#around;
    const noticedAt = Number(store.getItem(this.#key) ?? -Infinity);
    if (now() - noticedAt < DAY_MS || now() - this.#askedAt < HOUR_MS) return;
    this.#askedAt = now();
    try {
      const limits = almostUsedUp(await account());
      if (limits.length === 0) return;
      store.setItem(this.#key, String(now()));
      notify(limits);
    } catch {
      this.#askedAt = -Infinity;
    }
  }
}
