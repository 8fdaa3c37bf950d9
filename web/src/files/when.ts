/** When a photo was taken, in words and for the timeline; or else when it was added, and then it says so. */
import type { StoredFile } from '../api/types';
import { date, dateAndTime } from '../ui/format';
import { formatted, offsetName } from '../ui/localTime';

/** Digits to sort and group by, as the service does: the clock of the place, or else UTC, both to the second. */
export function clockOf({ taken_at, created_at }: StoredFile): string {
  return (taken_at ?? created_at).slice(0, 19);
}

/** The day: that of the place where it was taken, or else that on which it was added where the viewer is. */
export function dayOf(file: StoredFile): string {
  return file.taken_at === null ? `Added ${date(file.created_at)}` : formatted(file.taken_at, { dateStyle: 'long' });
}

/** The day and the time, to follow a name. */
export function momentOf(file: StoredFile): string {
  return file.taken_at === null ? `added ${dateAndTime(file.created_at)}` : clockWords(file.taken_at);
}

/** With the offset where the photo says it: `28 February 2026 at 17:45 (UTC+2)`. */
export function takenWords({ taken_at, taken_offset }: StoredFile): string | null {
  if (taken_at === null) return null;
  const offset = taken_offset === null ? '' : offsetName(taken_offset);
  return offset ? `${clockWords(taken_at)} (${offset})` : clockWords(taken_at);
}

function clockWords(local: string): string {
  return formatted(local, { dateStyle: 'long', timeStyle: 'short' });
}
