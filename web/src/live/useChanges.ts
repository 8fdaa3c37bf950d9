import { useEffect, useRef } from 'preact/hooks';

import { oneByOne } from './oneByOne';
import { follow } from './subscribers';

/** Do this whenever something has changed elsewhere; of many changes at once, a few times. */
export function useChanges(act: () => Promise<unknown>): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const look = oneByOne(() => latest.current());
    // What is shown stays where that fails; the next change tries again.
    return follow({ apply: () => void look().catch(() => undefined), reload: look });
  }, []);
}
