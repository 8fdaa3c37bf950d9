/** Search among the loaded notes. */

import type { NoteSummary } from '../../api/types';
import { normalizeTag, validTags } from './tags';

/** Fold text for comparison: "Äpfel" is found by "apfel". */
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

/** Return the notes that contain every word of the query and have the tag. */
export function searchNotes(notes: NoteSummary[], query: string, tag: string | null): NoteSummary[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (words.length === 0 && tag === null) return notes;
  const wanted = tag === null ? null : normalizeTag(tag);
  const has = (note: NoteSummary): boolean => wanted === null || note.tags.some((one) => normalizeTag(one) === wanted);
  return notes.filter((note) => has(note) && words.every((word) => haystack(note).includes(word)));
}

/** Return all valid tags, the most used first; spellings that normalize to the same tag count as one. */
export function tagsOf(notes: Iterable<NoteSummary>): string[] {
  const counts = new Map<string, number>();
  for (const note of notes) for (const tag of validTags(note.tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts.keys()].sort((one, other) => {
    const difference = (counts.get(other) ?? 0) - (counts.get(one) ?? 0);
    return difference || (one < other ? -1 : 1);
  });
}

/** Return tag suggestions for the typed text: tags that begin with it, then tags that contain it. */
export function suggestTags(known: string[], typed: string, taken: string[], limit = 6): string[] {
  const part = fold(typed.trim());
  const free = known.filter((tag) => !taken.includes(tag));
  if (!part) return free.slice(0, limit);
  const begins = free.filter((tag) => fold(tag).startsWith(part));
  const holds = free.filter((tag) => !fold(tag).startsWith(part) && fold(tag).includes(part));
  return [...begins, ...holds].slice(0, limit);
}
