/** Plain-text previews of notes for lists: Markdown without its markup. */

import { notesText } from '#text/notes';
import type { NoteSummary } from '../../api/types';
import { EXCERPT_CHARACTERS } from './listing';

/** Patterns removed from the start of a line, one after the other. No two adjacent parts of one share a character. */
const LINE_PREFIXES = [
  /^[ \t>]*#{1,6}[ \t]+/,
  /^[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?/,
  /^[ \t]*>[ \t]?/,
];

/** Replacements within the text; a link or an emphasis may span several lines. */
const INLINE_MARKS: [RegExp, string][] = [
  [/!?\[([^[\]]*)\]\([^()]*\)?/g, '$1'],
  [/\|/g, ' '],
  [/[ \t]{2,}/g, ' '],
  [/(\*\*|__|~~|`)/g, ''],
  [/(^|\W)[*_](?=\S)([^*_]*\S)[*_](?=\W|$)/g, '$1$2'],
];

/** Return Markdown as it would be read aloud, line by line. */
export function plainText(markdown: string): string {
  const lines = markdown.split('\n').map(withoutBlockMarks).join('\n');
  return INLINE_MARKS.reduce((text, [mark, kept]) => text.replace(mark, kept), lines);
}

function withoutBlockMarks(line: string): string {
  if (isDecoration(line.trim())) return '';
  return LINE_PREFIXES.reduce((rest, lead) => rest.replace(lead, ''), line);
}

/** Return whether the line is a code fence, a horizontal rule or the line below a table's head. */
function isDecoration(line: string): boolean {
  if (line.startsWith('```') || line.startsWith('~~~')) return true;
  if (/^[\s:|-]+$/.test(line)) return line.includes('---');
  const marks = line.replace(/\s/g, '');
  return marks.length >= 3 && /^[*_-]+$/.test(marks);
}

export interface Headline {
  title: string;
  rest: string;
}

/** Return the title and text that a list shows; without a title, the first line is used. */
export function headline({ title, excerpt }: Pick<NoteSummary, 'title' | 'excerpt'>): Headline {
  // The excerpt of a long text may end within a word.
  const cut = Array.from(excerpt).length >= EXCERPT_CHARACTERS ? `${excerpt} …` : excerpt;
  const lines = plainText(cut)
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  if (title.trim()) return { title: title.trim(), rest: lines.join('\n') };
  return { title: lines[0] ?? notesText.emptyNote, rest: lines.slice(1).join('\n') };
}
