/** The rules for tags, the same as the service's: `tests/tags.json` holds cases for both. */

import { clean } from '../editing/content';

export const MOST_TAGS = 20;
/** Maximum length in code points, as the service counts it. */
export const LONGEST_TAG = 50;

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
export function normalTag(words: string): string {
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
export function faultOf(tag: string): string | null {
  if (!tag.replace(INVISIBLE, '')) return 'A tag needs at least one visible character.';
  if (FORBIDDEN.test(tag)) return 'A tag can’t contain invisible characters.';
  if (Array.from(tag).length > LONGEST_TAG) return `A tag can have up to ${LONGEST_TAG} characters.`;
  return null;
}

/** Return whether a text contains several tags, or the end of one. */
export function isList(text: string): boolean {
  return SEPARATOR.test(text);
}

/** Split typed or pasted text into tags, not yet normalized. */
export function split(text: string): string[] {
  return text
    .split(SEPARATOR)
    .flatMap((part) => (trimmed(part).startsWith('#') ? trimmed(part).split(HASHTAGS) : [part]))
    .map((part) => trimmed(part).replace(/^#+/, ''))
    .filter((part) => trimmed(part) !== '');
}

export interface Added {
  tags: string[];
  /** The text that could not be added, so that it can be corrected. */
  rest: string;
  problem: string | null;
}

/** Add typed or pasted tags to those of a note; those that break a rule are returned as `rest`. */
export function added(before: readonly string[], text: string): Added {
  const tags = usable(before);
  const rest: string[] = [];
  let problem: string | null = null;
  for (const words of split(text)) {
    const tag = normalTag(words);
    const fault = faultOf(tag) ?? (tags.length >= MOST_TAGS && !tags.includes(tag) ? TOO_MANY : null);
    if (fault) rest.push(words);
    else if (!tags.includes(tag)) tags.push(tag);
    problem ??= fault;
  }
  return { tags, rest: rest.join(', '), problem };
}

const TOO_MANY = `A note can have up to ${MOST_TAGS} tags.`;

/** Return the tags as the service accepts them: normalized, each once, without older ones that break a rule. */
export function usable(tags: readonly string[]): string[] {
  return [...new Set(tags.map(normalTag))].filter((tag) => faultOf(tag) === null);
}
