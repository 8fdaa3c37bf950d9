/** A note in a few plain words, for lists: Markdown without its marks. */

import type { NoteSummary } from '../api/types';
import { EXCERPT_CHARACTERS } from './listing';

const MARKS: [RegExp, string][] = [
  [/^\s*(```|~~~).*$/gm, ''],
  [/^\s*\|?[\s:|-]*-{3,}[\s:|-]*$/gm, ''],
  [/^\s*([*_-]\s*){3,}$/gm, ''],
  [/^[\s>]*#{1,6}\s+/gm, ''],
  [/^[\s>]*(?:[-+*]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?/gm, ''],
  [/^\s*>\s?/gm, ''],
  [/!?\[([^\]]*)\]\([^)]*\)?/g, '$1'],
  [/[ \t]*\|[ \t]*/g, ' '],
  [/(\*\*|__|~~|`)/g, ''],
  [/(^|\W)[*_](?=\S)([^*_]*\S)[*_](?=\W|$)/g, '$1$2'],
];

/** Markdown as one reads it aloud, line by line. */
export function plain(markdown: string): string {
  return MARKS.reduce((text, [mark, words]) => text.replace(mark, words), markdown);
}

export interface Headline {
  title: string;
  rest: string;
}

/** What a list shows of a note; where it has no title, its first line is one. */
export function headline({ title, excerpt }: Pick<NoteSummary, 'title' | 'excerpt'>): Headline {
  // A long text is cut within a word.
  const cut = Array.from(excerpt).length >= EXCERPT_CHARACTERS ? `${excerpt} …` : excerpt;
  const lines = plain(cut)
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  if (title.trim()) return { title: title.trim(), rest: lines.join('\n') };
  return { title: lines[0] ?? 'Empty note', rest: lines.slice(1).join('\n') };
}
