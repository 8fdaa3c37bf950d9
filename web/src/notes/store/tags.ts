/** The rules for tags, the same as the service's: `tests/tags.json` holds cases for both. */

import { clean } from '../editing/content';

export const MOST_TAGS = 20;
/** In characters, counted as the service counts them: by code points. */
export const LONGEST_TAG = 50;

/** Commas and semicolons of several scripts, and whatever a spreadsheet or a list puts between its cells. */
const SEPARATOR = /[,;\t\n\r\u2028\u2029\uff0c\uff1b\u3001\u060c\u061b]/;
/** In a list of hashtags, a space ends one where the next begins. */
const HASHTAGS = /\s+(?=#)/;
/** Controls and formats, but for the two joiners, which emoji and several scripts need. */
const FORBIDDEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}]/u;
/** Marks stand on something else, and these letters and symbols are drawn as nothing. */
const INVISIBLE = /[\p{Z}\p{Mn}\p{Me}\p{Cc}\p{Cf}\u115f\u1160\u2800\u3164\uffa0]/gu;

/** As Unicode and the service understand it; `trim` takes U+FEFF for white space, and U+0085 for none. */
const WHITE_SPACE = /\p{White_Space}/u;

/** Write a tag in the one way in which it is kept and compared. */
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

/** Explain why this, normalised, cannot be a tag; null for one that can. */
export function faultOf(tag: string): string | null {
  if (!tag.replace(INVISIBLE, '')) return 'A tag needs at least one visible character.';
  if (FORBIDDEN.test(tag)) return 'A tag can’t contain invisible characters.';
  if (Array.from(tag).length > LONGEST_TAG) return `A tag can have up to ${LONGEST_TAG} characters.`;
  return null;
}

/** Tell whether a text holds more than one tag, or ends one. */
export function isList(text: string): boolean {
  return SEPARATOR.test(text);
}

/** Cut what was typed or pasted into tags, not yet normalised. */
export function split(text: string): string[] {
  return text
    .split(SEPARATOR)
    .flatMap((part) => (trimmed(part).startsWith('#') ? trimmed(part).split(HASHTAGS) : [part]))
    .map((part) => trimmed(part).replace(/^#+/, ''))
    .filter((part) => trimmed(part) !== '');
}

export interface Added {
  tags: string[];
  /** What could not be added, as it may be corrected. */
  rest: string;
  problem: string | null;
}

/** Add what was typed or pasted to the tags of a note; those that break a rule are left over. */
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

/** The tags as the service takes them: normalised, each once, without those of before that break a rule now. */
export function usable(tags: readonly string[]): string[] {
  return [...new Set(tags.map(normalTag))].filter((tag) => faultOf(tag) === null);
}
