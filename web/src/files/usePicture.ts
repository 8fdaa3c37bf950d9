/** A picture at a presigned URL, requested again with a fresh URL after each failure, a limited number of times. */
import { useEffect, useRef, useState } from 'preact/hooks';

import type { Preview } from '../api/types';
import { isOnline } from '../ui/connection';
import { catalogue } from './sharedCatalogue';

const MAX_FAILURES = 3;

/** The state of loading: with a URL, waiting for a fresh one, without one until a list delivers it, or given up. */
type Phase = 'loading' | 'renewing' | 'without URL' | 'failed';

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
  const [phase, setPhase] = useState<Phase>('loading');
  const [attempt, setAttempt] = useState(0);
  const online = isOnline.value;

  const renew = (): void => {
    setPhase('renewing');
    catalogue.invalidateUrls(id);
    catalogue.read(id).then(
      () => {
        setAttempt(attempt + 1);
        setPhase('loading');
      },
      () => setPhase('without URL'),
    );
  };

  const onError = (): void => {
    kept.current = undefined;
    if (attempt < MAX_FAILURES) renew();
    else setPhase('failed');
  };

  useEffect(() => {
    if (online && phase === 'without URL') renew();
  }, [online]); // eslint-disable-line react-hooks/exhaustive-deps -- runs each time the network is back

  // A list may deliver the URL that could not be fetched.
  const mayLoad = phase === 'loading' || (phase === 'without URL' && catalogue.urls(id) !== undefined);
  if (mayLoad && wanted && wanted.width > (kept.current?.width ?? 0)) kept.current = wanted;
  return { source: kept.current, attempt, onError };
}
