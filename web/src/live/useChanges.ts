import { useEffect, useRef } from 'preact/hooks';

import { coalesce } from './coalesce';
import { subscribeToChanges } from './subscribers';

/** Run `act` whenever something has changed elsewhere; for many changes at once, a few times. */
export function useChanges(act: () => Promise<unknown>): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const run = coalesce(() => latest.current());
    // On a failure, what is shown stays; the next change tries again.
    return subscribeToChanges({ apply: () => void run().catch(() => undefined), reload: run });
  }, []);
}
