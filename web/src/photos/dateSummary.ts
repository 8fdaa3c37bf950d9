/** A summary of a change of dates before it is made: the photos it applies to, and their new dates. */
import type { StoredFile } from '../api/types';
import { named } from '../files/actions';
import { redatings, type DateChange } from '../files/redating';
import { DAY, formatted, formattedDays } from '../ui/localTime';

export interface Summary {
  text: string;
  /** The text about photos that stay as they are. */
  unchanged: string;
  /** The number of photos that change. */
  count: number;
}

export function summaryOf(files: readonly StoredFile[], change: DateChange, locale?: string): Summary {
  const photos = redatings(files, change);
  const before = photos.flatMap(({ base }) => base.taken_at ?? []).sort();
  const after = photos.flatMap(({ wanted }) => wanted.taken_at ?? []).sort();
  const whose = named(photos.map(({ base }) => base));
  const span = change.kind === 'shift' && change.minutes % DAY !== 0 ? momentsOf : daysOf;
  const count = photos.length;
  if (count === 0) return { text: '', unchanged: unchangedOf(files, photos.length, change), count };
  const text =
    change.kind === 'shift'
      ? `${whose}, from ${span(before, locale)} to ${span(after, locale)}`
      : `${whose}, ${change.kind === 'set' && change.time ? 'all on' : 'each at its own time on'} ${toWords(after, change, locale)}`;
  return { text, unchanged: unchangedOf(files, photos.length, change), count };
}

function toWords(after: readonly string[], change: DateChange, locale?: string): string {
  const [first = ''] = after;
  const timed = change.kind === 'set' && change.time !== '';
  return formatted(first, { dateStyle: 'long', ...(timed ? { timeStyle: 'short' as const } : {}) }, locale);
}

function daysOf(sorted: readonly string[], locale?: string): string {
  return formattedDays(sorted[0] ?? '', sorted.at(-1) ?? '', locale);
}

/** Format a range with times, because a shift of a few hours may stay on the same day. */
function momentsOf(sorted: readonly string[], locale?: string): string {
  const moment = (local = ''): string => formatted(local, { dateStyle: 'medium', timeStyle: 'short' }, locale);
  const [first, last] = [moment(sorted[0]), moment(sorted.at(-1))];
  return first === last ? first : `${first} – ${last}`;
}

function unchangedOf(files: readonly StoredFile[], changed: number, change: DateChange): string {
  if (change.kind !== 'shift' || files.length === changed) return '';
  const without = files.filter(({ taken_at }) => taken_at === null);
  if (without.length === 0) return '';
  const verb = without.length === 1 ? 'has' : 'have';
  return `${named(without)} ${verb} no date to shift. Set one instead.`;
}
