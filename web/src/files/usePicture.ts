/** A picture at a presigned URL, requested again with a fresh URL after each failure, a limited number of times. */
import { useEffect, useRef, useState } from 'preact/hooks';

import type { Preview } from '../api/types';
import { isOnline } from '../ui/connection';
import { catalogue } from './catalogue';

const MOST_FAILURES = 3;

/** The state of loading: with a URL, waiting for a fresh one, without one until a list delivers it, or given up. */
type Phase = 'asking' | 'renewing' | 'lost' | 'given up';

export interface Picture {
  /** The preview to show, if any. */
  source: Preview | undefined;
  /** A key for the element: a URL signed within the same second is the same, and no `<img>` loads it again. */
  attempt: number;
  /** Handle a picture that the browser could not load. */
  onError: () => void;
}

/** Return the picture of the file `id`, which keeps its URL, however stale, until `wanted` is a larger one. */
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
  }, [online]); // eslint-disable-line react-hooks/exhaustive-deps -- runs each time the network is back

  // A list may deliver the URL that could not be fetched.
  const mayAsk = phase === 'asking' || (phase === 'lost' && catalogue.urls(id) !== undefined);
  if (mayAsk && wanted && wanted.width > (kept.current?.width ?? 0)) kept.current = wanted;
  return { source: kept.current, attempt, onError };
}
