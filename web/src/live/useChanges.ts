import { useEffect, useRef } from 'preact/hooks';

import { oneByOne } from './oneByOne';
import { follow } from './subscribers';

/** Run `act` whenever something has changed elsewhere; for many changes at once, a few times. */
export function useChanges(act: () => Promise<unknown>): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const look = oneByOne(() => latest.current());
    // On a failure, what is shown stays; the next change tries again.
    return follow({ apply: () => void look().catch(() => undefined), reload: look });
  }, []);
}
