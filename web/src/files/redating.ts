/** Corrections of the dates of photos: the new date of each, and requests that shift nothing twice. */
import { ApiError, Offline } from '../api/errors';
import type { FileChanges, StoredFile } from '../api/types';
import { joined, parted, shifted } from '../ui/localTime';
import { aFewAtATime } from './aFewAtATime';

export type DateChange =
  /** A date to set: an empty time keeps each photo's own, a missing offset stays, and null is the photo's own. */
  | { kind: 'set'; date: string; time: string; offset?: string | null }
  /** A shift in minutes, only for photos that have a date. */
  | { kind: 'shift'; minutes: number }
  /** A return to the date in the picture itself. */
  | { kind: 'own' };

/** A photo whose date is being changed. */
export interface Redating {
  base: StoredFile;
  wanted: FileChanges;
  /** True if it was sent and no answer came, so that it may have arrived. */
  doubtful: boolean;
}

export interface Outcome {
  done: { before: StoredFile; after: StoredFile }[];
  failed: Redating[];
  /** The last of the failures. */
  error: unknown;
}

interface Client {
  patch: (id: string, body: FileChanges, version: number) => Promise<StoredFile>;
  read: (id: string) => Promise<StoredFile>;
}

const MOST_ATTEMPTS = 4;

/** Return the fields that change; undefined if there is no date to shift or no valid new date. */
export function datesAfter(file: StoredFile, change: DateChange): FileChanges | undefined {
  if (change.kind === 'own') return { taken_at: null, taken_offset: null };
  if (change.kind === 'shift') {
    const at = file.taken_at === null ? undefined : shifted(file.taken_at, change.minutes);
    return at === undefined ? undefined : { taken_at: at };
  }
  const time = change.time || (file.taken_at === null ? '' : parted(file.taken_at).time);
  const at = joined({ date: change.date, time });
  if (at === undefined) return undefined;
  return { taken_at: at, ...(change.offset === undefined ? {} : { taken_offset: change.offset }) };
}

/** Return an entry for each photo that the change applies to. */
export function redatings(files: readonly StoredFile[], change: DateChange): Redating[] {
  return files.flatMap((base) => {
    const wanted = datesAfter(base, change);
    return wanted ? [{ base, wanted, doubtful: false }] : [];
  });
}

/** Change the dates, a few at a time; `onProgress` is called after each photo, failed or not. */
export async function redate(
  photos: readonly Redating[],
  change: DateChange,
  client: Client,
  onProgress: () => void = () => undefined,
): Promise<Outcome> {
  const outcome: Outcome = { done: [], failed: [], error: undefined };
  await aFewAtATime(photos, async (photo) => {
    const current = { ...photo };
    try {
      const after = await redateOne(current, change, client);
      outcome.done.push({ before: photo.base, after });
    } catch (error) {
      outcome.failed.push(current);
      outcome.error = error;
    }
    onProgress();
  });
  return outcome;
}

/** Change one date. Updates `photo` on the way, so that a later attempt knows what an earlier one may have done. */
async function redateOne(photo: Redating, change: DateChange, client: Client): Promise<StoredFile> {
  for (let attempt = 1; ; attempt += 1) {
    if (photo.doubtful || attempt > 1) {
      const present = await client.read(photo.base.id);
      if (has(present, photo.wanted)) return present;
      rebase(photo, present, change);
    }
    try {
      return await client.patch(photo.base.id, photo.wanted, photo.base.version);
    } catch (error) {
      photo.doubtful = mayHaveArrived(error);
      const isStale = error instanceof ApiError && error.status === 412;
      if (!isStale || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

/** Apply the change to the present version; a date that was shifted elsewhere meanwhile is shifted from there. */
function rebase(photo: Redating, present: StoredFile, change: DateChange): void {
  if (present.taken_at !== photo.base.taken_at) photo.wanted = datesAfter(present, change) ?? photo.wanted;
  photo.base = present;
}

function has(file: StoredFile, wanted: FileChanges): boolean {
  const offset = wanted.taken_offset;
  return file.taken_at === wanted.taken_at && (offset === undefined || file.taken_offset === offset);
}

function mayHaveArrived(error: unknown): boolean {
  return error instanceof Offline || (error instanceof ApiError && error.status >= 500);
}
