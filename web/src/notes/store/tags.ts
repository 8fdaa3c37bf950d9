/** The rules for tags, the same as the service's: `tests/tags.json` holds cases for both. */

import { notesText } from '#text/notes';
import { clean } from '../editing/content';

export const MAX_TAGS = 20;
/** Maximum length in code points, as the service counts it. */
export const MAX_TAG_LENGTH = 50;

/** Commas and semicolons of several scripts, and the separators of pasted spreadsheet cells and lists. */
const SEPARATOR = /[,;\t\n\r\u2028\u2029\uff0c\uff1b\u3001\u060c\u061b]/;
/** White space before a hashtag, which separates it from the one before. */
const HASHTAGS = /\s+(?=#)/;
/** Control and format characters, except the two joiners, which emoji and several scripts need. */
const FORBIDDEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}]/u;
/** Characters that are invisible alone: marks, which need a base, and letters and symbols drawn as nothing. */
const INVISIBLE = /[\p{Z}\p{Mn}\p{Me}\p{Cc}\p{Cf}\u115f\u1160\u2800\u3164\uffa0]/gu;

/** White space as Unicode and the service define it; for `trim`, U+FEFF is white space and U+0085 is not. */
const WHITE_SPACE = /\p{White_Space}/u;

/** Normalize a tag to the form in which it is stored and compared. */
export function normalizeTag(words: string): string {
  return trimmed(clean(words).normalize('NFC'));
}

function trimmed(text: string): string {
  let first = 0;
  let end = text.length;
  while (first < end && WHITE_SPACE.test(text.charAt(first))) first += 1;
  while (end > first && WHITE_SPACE.test(text.charAt(end - 1))) end -= 1;
  return text.slice(first, end);
}

/** Explain why this normalized text cannot be a tag; return null if it can. */
export function tagProblem(tag: string): string | null {
  if (!tag.replace(INVISIBLE, '')) return notesText.tags.invisible;
  if (FORBIDDEN.test(tag)) return notesText.tags.invisibleCharacters;
  if (Array.from(tag).length > MAX_TAG_LENGTH) return notesText.tags.tooLong(MAX_TAG_LENGTH);
  return null;
}

/** Return whether a text contains several tags, or the end of one. */
export function hasSeparator(text: string): boolean {
  return SEPARATOR.test(text);
}

/** Split typed or pasted text into tags, not yet normalized. */
export function splitTags(text: string): string[] {
  return text
    .split(SEPARATOR)
    .flatMap((part) => (trimmed(part).startsWith('#') ? trimmed(part).split(HASHTAGS) : [part]))
    .map((part) => trimmed(part).replace(/^#+/, ''))
    .filter((part) => trimmed(part) !== '');
}

export interface AddedTags {
  tags: string[];
  /** The text that could not be added, so that it can be corrected. */
  rest: string;
  problem: string | null;
}

/** Add typed or pasted tags to those of a note; those that break a rule are returned as `rest`. */
export function addTags(before: readonly string[], text: string): AddedTags {
  const tags = validTags(before);
  const rest: string[] = [];
  let problem: string | null = null;
  for (const words of splitTags(text)) {
    const tag = normalizeTag(words);
    const fault = tagProblem(tag) ?? (tags.length >= MAX_TAGS && !tags.includes(tag) ? TOO_MANY : null);
    if (fault) rest.push(words);
    else if (!tags.includes(tag)) tags.push(tag);
    problem ??= fault;
  }
  return { tags, rest: rest.join(', '), problem };
}

const TOO_MANY = notesText.tags.tooMany(MAX_TAGS);

/** Return the tags as the service accepts them: normalized, each once, without older ones that break a rule. */
export function validTags(tags: readonly string[]): string[] {
  return [...new Set(tags.map(normalizeTag))].filter((tag) => tagProblem(tag) === null);
}
