/** The time a photo was taken, in words and for the timeline; else the time it was added, marked as such. */
import type { StoredFile } from '../api/types';
import { date, dateAndTime } from '../ui/format';
import { formatted, offsetName } from '../ui/localTime';

/** Return digits to sort and group by, as the service does: local time, else UTC, both to the second. */
export function clockOf({ taken_at, created_at }: StoredFile): string {
  return (taken_at ?? created_at).slice(0, 19);
}

/** Return the day it was taken, at that place; else the day it was added, in the viewer's time zone. */
export function dayOf(file: StoredFile): string {
  return file.taken_at === null ? `Added ${date(file.created_at)}` : formatted(file.taken_at, { dateStyle: 'long' });
}

/** Return the day and the time, to follow a name. */
export function momentOf(file: StoredFile): string {
  return file.taken_at === null ? `added ${dateAndTime(file.created_at)}` : clockWords(file.taken_at);
}

/** Return the time it was taken, with the offset if the photo has one: `28 February 2026 at 17:45 (UTC+2)`. */
export function takenWords({ taken_at, taken_offset }: StoredFile): string | null {
  if (taken_at === null) return null;
  const offset = taken_offset === null ? '' : offsetName(taken_offset);
  return offset ? `${clockWords(taken_at)} (${offset})` : clockWords(taken_at);
}

function clockWords(local: string): string {
  return formatted(local, { dateStyle: 'long', timeStyle: 'short' });
}
