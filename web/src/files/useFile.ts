import { useEffect, useState } from 'preact/hooks';

import type { StoredFile, Urls } from '../api/types';
import { isOnline } from '../ui/connection';
import { PREVIEW_FRESH_MS } from './freshness';
import { catalogue } from './sharedCatalogue';

const PENDING_POLL_MS = 2000;

export interface FileState {
  file: StoredFile | undefined;
  urls: Urls | undefined;
  error: unknown;
}

/** Return a file, kept up to date, with URLs that work. */
export function useFile(id: string): FileState {
  const [, setUpdates] = useState(0);
  const [error, setError] = useState<unknown>();
  const file = catalogue.get(id);
  const pending = file?.status === 'pending';
  const online = isOnline.value;

  useEffect(() => {
    let isActive = true;
    const rerender = (): void => setUpdates((times) => times + 1);
    const read = (): void => {
      catalogue.read(id).then(
        () => isActive && rerender(),
        (failure: unknown) => isActive && setError(failure),
      );
    };
    setError(undefined);
    const stop = catalogue.subscribe((changed) => changed === id && rerender());
    if (!catalogue.urls(id)) read();
    const timer = setInterval(read, pending ? PENDING_POLL_MS : PREVIEW_FRESH_MS);
    return () => {
      isActive = false;
      stop();
      clearInterval(timer);
    };
  }, [id, pending, online]);

  return { file, urls: catalogue.urls(id), error: file ? undefined : error };
}
