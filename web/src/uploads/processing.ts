/** Waiting until the service has processed bytes that have arrived. */
import { uploadsText } from '#text/uploads';
import type { Api } from '../api/client';
import { ApiError } from '../api/errors';
import type { StoredFile } from '../api/types';
import type { Catalogue } from '../files/fileCatalogue';
import { UploadFailure } from './job';

interface Dependencies {
  api: () => Api;
  catalogue: Catalogue;
  sleep: (milliseconds: number) => Promise<void>;
}

/* The page is notified of changes at once; polling is only a fallback. */
const FIRST_POLL_INTERVAL_MS = 1000;
const MAX_POLL_INTERVAL_MS = 8000;
/** Number of polls (about ten minutes) after which the service is assumed to have failed. */
const MAX_POLLS = 80;

/**
 * Return the file once it is ready or rejected. The bytes have arrived, so a missing response, or one that only reports
 * an error, means "not known yet". Rejects with an `UploadFailure` if the file is gone, or if processing takes too long.
 */
export async function waitForProcessing(
  dependencies: Dependencies,
  id: string,
  signal: AbortSignal,
): Promise<StoredFile> {
  const known = dependencies.catalogue.get(id);
  if (known && known.status !== 'pending') return known;
  const watch = watchFile(dependencies.catalogue, id);
  try {
    for (let polls = 0, interval = FIRST_POLL_INTERVAL_MS; polls < MAX_POLLS;) {
      const file = await Promise.race([watch.file, dependencies.sleep(interval)]);
      signal.throwIfAborted();
      if (file) return file;
      interval = Math.min(MAX_POLL_INTERVAL_MS, interval * 1.4);
      const found = await Promise.race([watch.file, fetchFile(dependencies.api(), id)]);
      if (found && found.status !== 'pending') return found;
      // A missing response says nothing about the file, so it does not count.
      if (found) polls += 1;
    }
  } finally {
    watch.stop();
  }
  throw new UploadFailure(uploadsText.failure.slow, false);
}

async function fetchFile(api: Api, id: string): Promise<StoredFile | undefined> {
  try {
    return await api.get('/files/{file_id}', { path: { file_id: id } });
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) {
      throw new UploadFailure(uploadsText.failure.deleted, false);
    }
    return undefined;
  }
}

function watchFile(catalogue: Catalogue, id: string): { file: Promise<StoredFile>; stop: () => void } {
  let stop = (): void => undefined;
  const file = new Promise<StoredFile>((resolve) => {
    stop = catalogue.subscribe((changed, now) => {
      if (changed === id && now && now.status !== 'pending') resolve(now);
    });
  });
  return { file, stop };
}
