/** The photo library as one flat list, newest first, as the service sorts it; and its months. */
import type { StoredFile } from '../api/types';
import { sortKeyOf } from '../files/takenDate';
import { monthNumber } from '../ui/localTime';
import type { Group } from './layout';

export interface Entry {
  file: StoredFile;
  /** The local time it was taken, or else the time it was added; as digits, which sort correctly as they are. */
  sortKey: string;
  /** The month of these digits: years times twelve, plus months. */
  month: number;
}

export interface Month extends Group {
  month: number;
}

/** The aspect ratio of a picture whose size is not known yet. */
const UNKNOWN_RATIO = 4 / 3;

export function entryOf(file: StoredFile): Entry {
  const sortKey = sortKeyOf(file);
  return { file, sortKey, month: monthNumber(sortKey) };
}

/** Return the index at which an entry is in the list, or would be. */
export function insertionIndex(entries: readonly Entry[], entry: Entry): number {
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

/** Return the list with these entries in their places, each replacing an older one of the same file. */
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

/** Group photos into runs of the same month. */
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

/** Return the width of each photo divided by its height. */
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

/** Return whether an entry comes first: newest first; at the same time, the later id first. */
function isBefore(one: Entry, other: Entry): boolean {
  return one.sortKey > other.sortKey || (one.sortKey === other.sortKey && one.file.id > other.file.id);
}
