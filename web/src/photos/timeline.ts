/** The photo library as one flat list, newest first, as the service sorts it; and its months. */
import type { StoredFile } from '../api/types';
import { writtenDate } from '../ui/locale';
import type { Group } from './layout';

export interface Entry {
  file: StoredFile;
  /** When it was taken, or else uploaded; in epoch milliseconds. */
  at: number;
  /** The month of that moment where the reader is: years times twelve, and months. */
  month: number;
}

export interface Month extends Group {
  month: number;
}

/** The shape of a picture whose size is not known yet. */
const UNKNOWN_RATIO = 4 / 3;

export function entryOf(file: StoredFile): Entry {
  const moment = new Date(file.taken_at ?? file.created_at);
  return { file, at: moment.getTime(), month: moment.getFullYear() * 12 + moment.getMonth() };
}

/** Where an entry stands in the list, or would stand. */
export function placeOf(entries: readonly Entry[], entry: Entry): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = entries[middle];
    if (other && isBefore(other, entry)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The list with these entries in their places, each in the stead of an older one of the same file. */
export function merged(entries: readonly Entry[], added: readonly Entry[]): Entry[] {
  if (added.length === 0) return [...entries];
  const replaced = new Set(added.map((entry) => entry.file.id));
  const arriving = [...added].sort((one, other) => (isBefore(one, other) ? -1 : 1));
  const result: Entry[] = [];
  let next = 0;
  for (const entry of entries) {
    if (replaced.has(entry.file.id)) continue;
    for (let first = arriving[next]; first && isBefore(first, entry); first = arriving[next]) {
      result.push(first);
      next += 1;
    }
    result.push(entry);
  }
  return result.concat(arriving.slice(next));
}

export function without(entries: readonly Entry[], ids: ReadonlySet<string>): Entry[] {
  return entries.filter((entry) => !ids.has(entry.file.id));
}

/** Runs of photos of the same month. */
export function months(entries: readonly Entry[]): Month[] {
  const groups: Month[] = [];
  let current: Month | undefined;
  for (const [index, { month }] of entries.entries()) {
    if (current?.month === month) {
      current.end = index + 1;
    } else {
      current = { month, first: index, end: index + 1 };
      groups.push(current);
    }
  }
  return groups;
}

/** Width by height of each photo. */
export function ratiosOf(
  entries: readonly Entry[],
  measured: (id: string) => { width: number; height: number } | undefined = () => undefined,
): Float64Array {
  const ratios = new Float64Array(entries.length);
  for (const [index, { file }] of entries.entries()) {
    const size = file.width && file.height ? { width: file.width, height: file.height } : measured(file.id);
    ratios[index] = size ? size.width / size.height : UNKNOWN_RATIO;
  }
  return ratios;
}

/** A month in words, as the reader writes it. */
export function monthName(month: number, locale?: string): string {
  return writtenDate(new Date(Math.floor(month / 12), month % 12, 1), { month: 'long', year: 'numeric' }, locale);
}

/** Newest first; of the same moment, the later id first. */
function isBefore(one: Entry, other: Entry): boolean {
  return one.at > other.at || (one.at === other.at && one.file.id > other.file.id);
}
