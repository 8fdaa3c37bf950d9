/** A summary of a change of dates before it is made: the photos it applies to, and their new dates. */
import { photosText } from '#text/photos';
import type { StoredFile } from '../api/types';
import { countInWords } from '../files/actions';
import { correctionsFor, type DateChange } from '../files/dateCorrection';
import { DAY_MINUTES, formatLocalTime, formatDayRange } from '../ui/localTime';

export interface Summary {
  text: string;
  /** The text about photos that stay as they are. */
  unchanged: string;
  /** The number of photos that change. */
  count: number;
}

export function summaryOf(files: readonly StoredFile[], change: DateChange, locale?: string): Summary {
  const photos = correctionsFor(files, change);
  const before = photos.flatMap(({ base }) => base.taken_at ?? []).sort();
  const after = photos.flatMap(({ wanted }) => wanted.taken_at ?? []).sort();
  const photosInWords = countInWords(photos.map(({ base }) => base));
  const span = change.kind === 'shift' && change.minutes % DAY_MINUTES !== 0 ? timeRange : dayRange;
  const count = photos.length;
  if (count === 0) return { text: '', unchanged: unchangedText(files, photos.length, change), count };
  const text =
    change.kind === 'shift'
      ? photosText.dates.willShift(photosInWords, span(before, locale), span(after, locale))
      : textOfSet(photosInWords, count, newDateInWords(after, change, locale), change);
  return { text, unchanged: unchangedText(files, photos.length, change), count };
}

function textOfSet(photosInWords: string, count: number, moment: string, change: DateChange): string {
  const { willBeSet, willKeepTime } = photosText.dates;
  return change.kind === 'set' && change.time
    ? willBeSet(photosInWords, moment)
    : willKeepTime(photosInWords, count, moment);
}

function newDateInWords(after: readonly string[], change: DateChange, locale?: string): string {
  const [first = ''] = after;
  const timed = change.kind === 'set' && change.time !== '';
  return formatLocalTime(first, { dateStyle: 'long', ...(timed ? { timeStyle: 'short' as const } : {}) }, locale);
}

function dayRange(sorted: readonly string[], locale?: string): string {
  return formatDayRange(sorted[0] ?? '', sorted.at(-1) ?? '', locale);
}

/** Format a range with times, because a shift of a few hours may stay on the same day. */
function timeRange(sorted: readonly string[], locale?: string): string {
  const moment = (local = ''): string => formatLocalTime(local, { dateStyle: 'medium', timeStyle: 'short' }, locale);
  const [first, last] = [moment(sorted[0]), moment(sorted.at(-1))];
  return first === last ? first : photosText.dates.range(first, last);
}

function unchangedText(files: readonly StoredFile[], changed: number, change: DateChange): string {
  if (change.kind !== 'shift' || files.length === changed) return '';
  const without = files.filter(({ taken_at }) => taken_at === null);
  if (without.length === 0) return '';
  return photosText.dates.nothingToShift(countInWords(without), without.length);
}
