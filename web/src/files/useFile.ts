import { useEffect, useState } from 'preact/hooks';

import type { StoredFile, Urls } from '../api/types';
import { isOnline } from '../ui/connection';
import { FRESH_FOR } from './freshness';
import { catalogue } from './catalogue';

const LOOK_AGAIN = 2000;

export interface Looked {
  file: StoredFile | undefined;
  urls: Urls | undefined;
  error: unknown;
}

/** Return a file, kept up to date, with URLs that work. */
export function useFile(id: string): Looked {
  const [, setHeard] = useState(0);
  const [error, setError] = useState<unknown>();
  const file = catalogue.get(id);
  const pending = file?.status === 'pending';
  const online = isOnline.value;

  useEffect(() => {
    let wanted = true;
    const again = (): void => setHeard((times) => times + 1);
    const read = (): void => {
      catalogue.read(id).then(
        () => wanted && again(),
        (failure: unknown) => wanted && setError(failure),
      );
    };
    setError(undefined);
    const stop = catalogue.subscribe((changed) => changed === id && again());
    if (!catalogue.urls(id)) read();
    const timer = setInterval(read, pending ? LOOK_AGAIN : FRESH_FOR);
    return () => {
      wanted = false;
      stop();
      clearInterval(timer);
    };
  }, [id, pending, online]);

  return { file, urls: catalogue.urls(id), error: file ? undefined : error };
}
