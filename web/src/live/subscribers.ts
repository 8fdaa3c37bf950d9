/** Subscribers to changes: the stores of notes and files. Small, because every view loads it at the start. */
import { signal } from '@preact/signals';

import type { Change } from '../api/types';

export interface Subscriber {
  /** Apply changes; what is known already, or newer than the change, stays as it is. */
  apply(changes: readonly Change[]): void;
  /** Reload what is shown, because changes may have been missed; rejects if that fails. */
  reload(): Promise<unknown>;
}

const subscribers = new Set<Subscriber>();

/** Add a subscriber, and return a function that removes it. */
export function subscribeToChanges(subscriber: Subscriber): () => void {
  subscribers.add(subscriber);
  return () => subscribers.delete(subscriber);
}

/** A subscriber that stands for all of them. */
export const allSubscribers: Subscriber = {
  apply: (changes) => {
    for (const subscriber of subscribers) subscriber.apply(changes);
  },
  reload: () => Promise.all([...subscribers].map((subscriber) => subscriber.reload())),
};

/** True while changes from other devices do not arrive, by any way. */
export const isCutOff = signal(false);
