/** Whoever keeps notes or files, and is told of what changed elsewhere. Small, for every view begins with it. */
import { signal } from '@preact/signals';

import type { Change } from '../api/types';

export interface Subscriber {
  /** What is known already, or newer than this, stays as it is. */
  apply(changes: readonly Change[]): void;
  /** Look at what is shown once more, for changes may have been missed; rejects where that did not work. */
  reload(): Promise<unknown>;
}

const subscribers = new Set<Subscriber>();

/** Returns what ends it. */
export function follow(subscriber: Subscriber): () => void {
  subscribers.add(subscriber);
  return () => subscribers.delete(subscriber);
}

/** All of them as one. */
export const everyone: Subscriber = {
  apply: (changes) => {
    for (const subscriber of subscribers) subscriber.apply(changes);
  },
  reload: () => Promise.all([...subscribers].map((subscriber) => subscriber.reload())),
};

/** Whether changes of other devices do not come in, by any way. */
export const isCutOff = signal(false);
