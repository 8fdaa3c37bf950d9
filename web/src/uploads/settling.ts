/** Waiting until the service has processed bytes that have arrived. */
import type { Api } from '../api/client';
import { ApiError } from '../api/errors';
import type { StoredFile } from '../api/types';
import type { Catalogue } from '../files/fileCatalogue';
import { Failure } from './job';

interface Surroundings {
  api: () => Api;
  catalogue: Catalogue;
  sleep: (milliseconds: number) => Promise<void>;
}

/* In milliseconds. The page is notified of changes at once; polling is only a fallback. */
const FIRST_LOOK = 1000;
const SLOWEST_LOOK = 8000;
/** Number of polls (about ten minutes) after which the service is assumed to have failed. */
const MOST_LOOKS = 80;

/**
 * Return the file once it is ready or rejected. The bytes have arrived, so a missing response, or one that only reports
 * an error, means "not known yet". Rejects with a `Failure` if the file is gone, or if processing takes too long.
 */
export async function settled(around: Surroundings, id: string, signal: AbortSignal): Promise<StoredFile> {
  const known = around.catalogue.get(id);
  if (known && known.status !== 'pending') return known;
  const told = tellsOf(around.catalogue, id);
  try {
    for (let looks = 0, wait = FIRST_LOOK; looks < MOST_LOOKS;) {
      const file = await Promise.race([told.file, around.sleep(wait)]);
      signal.throwIfAborted();
      if (file) return file;
      wait = Math.min(SLOWEST_LOOK, wait * 1.4);
      const found = await Promise.race([told.file, read(around.api(), id)]);
      if (found && found.status !== 'pending') return found;
      // A missing response says nothing about the file, so it does not count.
      if (found) looks += 1;
    }
  } finally {
    told.stop();
  }
  throw new Failure('It has arrived, but looking at it takes unusually long. It will appear once that is done.', false);
}

async function read(api: Api, id: string): Promise<StoredFile | undefined> {
  try {
    return await api.get('/files/{file_id}', { path: { file_id: id } });
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) {
      throw new Failure('It was deleted meanwhile, or its note was.', false);
    }
    return undefined;
  }
}

function tellsOf(catalogue: Catalogue, id: string): { file: Promise<StoredFile>; stop: () => void } {
  let stop = (): void => undefined;
  const file = new Promise<StoredFile>((resolve) => {
    stop = catalogue.subscribe((changed, now) => {
      if (changed === id && now && now.status !== 'pending') resolve(now);
    });
  });
  return { file, stop };
}
