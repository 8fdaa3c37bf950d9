/** Corrections of the dates of photos: the new date of each, and requests that shift nothing twice. */
import { ApiError, Offline } from '../api/errors';
import type { FileChanges, StoredFile } from '../api/types';
import { joinDateAndTime, splitDateAndTime, shiftByMinutes } from '../ui/localTime';
import { forEachLimited } from './limitedConcurrency';

export type DateChange =
  /** A date to set: an empty time keeps each photo's own, a missing offset stays, and null is the photo's own. */
  | { kind: 'set'; date: string; time: string; offset?: string | null }
  /** A shift in minutes, only for photos that have a date. */
  | { kind: 'shift'; minutes: number }
  /** A return to the date in the picture itself. */
  | { kind: 'original' };

/** A photo whose date is being changed. */
export interface DateCorrection {
  base: StoredFile;
  wanted: FileChanges;
  /** True if it was sent and no answer came, so that it may have arrived. */
  isUnconfirmed: boolean;
}

export interface CorrectionResult {
  done: { before: StoredFile; after: StoredFile }[];
  failed: DateCorrection[];
  /** The last of the failures. */
  error: unknown;
}

interface Client {
  patch: (id: string, body: FileChanges, version: number) => Promise<StoredFile>;
  read: (id: string) => Promise<StoredFile>;
}

const MAX_ATTEMPTS = 4;

/** Return the fields that change; undefined if there is no date to shift or no valid new date. */
export function correctedDates(file: StoredFile, change: DateChange): FileChanges | undefined {
  if (change.kind === 'original') return { taken_at: null, taken_offset: null };
  if (change.kind === 'shift') {
    const at = file.taken_at === null ? undefined : shiftByMinutes(file.taken_at, change.minutes);
    return at === undefined ? undefined : { taken_at: at };
  }
  const time = change.time || (file.taken_at === null ? '' : splitDateAndTime(file.taken_at).time);
  const at = joinDateAndTime({ date: change.date, time });
  if (at === undefined) return undefined;
  return { taken_at: at, ...(change.offset === undefined ? {} : { taken_offset: change.offset }) };
}

/** Return an entry for each photo that the change applies to. */
export function correctionsFor(files: readonly StoredFile[], change: DateChange): DateCorrection[] {
  return files.flatMap((base) => {
    const wanted = correctedDates(base, change);
    return wanted ? [{ base, wanted, isUnconfirmed: false }] : [];
  });
}

/** Change the dates, a few at a time; `onProgress` is called after each photo, failed or not. */
export async function applyCorrections(
  photos: readonly DateCorrection[],
  change: DateChange,
  client: Client,
  onProgress: () => void = () => undefined,
): Promise<CorrectionResult> {
  const result: CorrectionResult = { done: [], failed: [], error: undefined };
  await forEachLimited(photos, async (photo) => {
    const current = { ...photo };
    try {
      const after = await applyCorrection(current, change, client);
      result.done.push({ before: photo.base, after });
    } catch (error) {
      result.failed.push(current);
      result.error = error;
    }
    onProgress();
  });
  return result;
}

/** Change one date. Updates `photo` on the way, so that a later attempt knows what an earlier one may have done. */
async function applyCorrection(photo: DateCorrection, change: DateChange, client: Client): Promise<StoredFile> {
  for (let attempt = 1; ; attempt += 1) {
    if (photo.isUnconfirmed || attempt > 1) {
      const present = await client.read(photo.base.id);
      if (hasDates(present, photo.wanted)) return present;
      rebase(photo, present, change);
    }
    try {
      return await client.patch(photo.base.id, photo.wanted, photo.base.version);
    } catch (error) {
      photo.isUnconfirmed = mayHaveArrived(error);
      const isStale = error instanceof ApiError && error.status === 412;
      if (!isStale || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

/** Apply the change to the present version; a date that was shifted elsewhere meanwhile is shifted from there. */
function rebase(photo: DateCorrection, present: StoredFile, change: DateChange): void {
  if (present.taken_at !== photo.base.taken_at) photo.wanted = correctedDates(present, change) ?? photo.wanted;
  photo.base = present;
}

function hasDates(file: StoredFile, wanted: FileChanges): boolean {
  const offset = wanted.taken_offset;
  return file.taken_at === wanted.taken_at && (offset === undefined || file.taken_offset === offset);
}

function mayHaveArrived(error: unknown): boolean {
  return error instanceof Offline || (error instanceof ApiError && error.status >= 500);
}
