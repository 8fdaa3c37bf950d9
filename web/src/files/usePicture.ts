/** A picture at a signed URL: asked for anew, with a fresh URL, after each failure, and not without end. */
import { useEffect, useRef, useState } from 'preact/hooks';

import type { Preview } from '../api/types';
import { isOnline } from '../ui/connection';
import { catalogue } from './catalogue';

const MOST_FAILURES = 3;

/** Nothing is shown unless it is asked for: a fresh URL is on its way, could not be had, or is not worth another. */
type Phase = 'asking' | 'renewing' | 'lost' | 'given up';

export interface Picture {
  /** What to show, if anything. */
  source: Preview | undefined;
  /** For the element's key: signed within the same second, the new URL is the old one, which no `<img>` loads again. */
  attempt: number;
  /** The browser could not load it. */
  onError: () => void;
}

/** The picture of the file `id`, which keeps its URL, however stale, until `wanted` is a larger one. */
export function usePicture(id: string, wanted: Preview | undefined): Picture {
  const kept = useRef<Preview | undefined>(undefined);
  const [phase, setPhase] = useState<Phase>('asking');
  const [attempt, setAttempt] = useState(0);
  const online = isOnline.value;

  const renew = (): void => {
    setPhase('renewing');
    catalogue.doubt(id);
    catalogue.read(id).then(
      () => {
        setAttempt(attempt + 1);
        setPhase('asking');
      },
      () => setPhase('lost'),
    );
  };

  const onError = (): void => {
    kept.current = undefined;
    if (attempt < MOST_FAILURES) renew();
    else setPhase('given up');
  };

  useEffect(() => {
    if (online && phase === 'lost') renew();
  }, [online]); // eslint-disable-line react-hooks/exhaustive-deps -- once for each time that there is a network again

  // A list may bring the URL that could not be had.
  const mayAsk = phase === 'asking' || (phase === 'lost' && catalogue.urls(id) !== undefined);
  if (mayAsk && wanted && wanted.width > (kept.current?.width ?? 0)) kept.current = wanted;
  return { source: kept.current, attempt, onError };
}
