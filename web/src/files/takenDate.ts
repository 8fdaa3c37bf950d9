/** The time a photo was taken, in words and for the timeline; else the time it was added, marked as such. */
import { filesText } from '#text/files';
import type { StoredFile } from '../api/types';
import { formatDate, formatDateAndTime } from '../ui/format';
import { formatLocalTime, formatOffset } from '../ui/localTime';

/** Return digits to sort and group by, as the service does: local time, else UTC, both to the second. */
export function sortKeyOf({ taken_at, created_at }: StoredFile): string {
  return (taken_at ?? created_at).slice(0, 19);
}

/** Return the day it was taken, at that place; else the day it was added, in the viewer's time zone. */
export function dayInWords(file: StoredFile): string {
  return file.taken_at === null
    ? filesText.addedOn(formatDate(file.created_at))
    : formatLocalTime(file.taken_at, { dateStyle: 'long' });
}

/** Return the day and the time, to follow a name. */
export function dateTimeInWords(file: StoredFile): string {
  return file.taken_at === null
    ? filesText.addedAt(formatDateAndTime(file.created_at))
    : localTimeInWords(file.taken_at);
}

/** Return the time it was taken, with the offset if the photo has one: `28 February 2026 at 17:45 (UTC+2)`. */
export function takenInWords({ taken_at, taken_offset }: StoredFile): string | null {
  if (taken_at === null) return null;
  const offset = taken_offset === null ? '' : formatOffset(taken_offset);
  return offset ? filesText.takenAt(localTimeInWords(taken_at), offset) : localTimeInWords(taken_at);
}

function localTimeInWords(local: string): string {
  return formatLocalTime(local, { dateStyle: 'long', timeStyle: 'short' });
}
