/** Finding notes among those that are loaded. */

import type { NoteSummary } from '../../api/types';
import { normalTag, usable } from './tags';

/** Text as it is compared: "Äpfel" is found by "apfel". */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}+/gu, '')
    .toLowerCase();
}

const folded = new WeakMap<NoteSummary, string>();

function haystack(note: NoteSummary): string {
  let text = folded.get(note);
  if (text === undefined) {
    text = fold([note.title, note.excerpt, ...note.tags].join('\n'));
    folded.set(note, text);
  }
  return text;
}

/** The notes that hold every word of the query and have the tag. */
export function found(notes: NoteSummary[], query: string, tag: string | null): NoteSummary[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (words.length === 0 && tag === null) return notes;
  const wanted = tag === null ? null : normalTag(tag);
  const has = (note: NoteSummary): boolean => wanted === null || note.tags.some((one) => normalTag(one) === wanted);
  return notes.filter((note) => has(note) && words.every((word) => haystack(note).includes(word)));
}

/** Every tag that can be seen, the most used first; one that notes spell in two ways is one. */
export function tagsOf(notes: Iterable<NoteSummary>): string[] {
  const counts = new Map<string, number>();
  for (const note of notes) for (const tag of usable(note.tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts.keys()].sort((one, other) => {
    const difference = (counts.get(other) ?? 0) - (counts.get(one) ?? 0);
    return difference || (one < other ? -1 : 1);
  });
}

/** Tags to offer for what was typed so far: those that begin with it, then those that hold it. */
export function suggested(known: string[], typed: string, taken: string[], limit = 6): string[] {
  const part = fold(typed.trim());
  const free = known.filter((tag) => !taken.includes(tag));
  if (!part) return free.slice(0, limit);
  const begins = free.filter((tag) => fold(tag).startsWith(part));
  const holds = free.filter((tag) => !fold(tag).startsWith(part) && fold(tag).includes(part));
  return [...begins, ...holds].slice(0, limit);
}
