/** The editable content of a note, and the three-way merge of two edits. */

import type { Note, NoteChanges } from '../../api/types';

export type Content = Pick<Note, 'title' | 'text' | 'tags' | 'pinned' | 'state'>;

/** Return the editable part of a note. */
export function contentOf({ title, text, tags, pinned, state }: Note): Content {
  return { title, text, tags, pinned, state };
}

export function sameTags(one: string[], other: string[]): boolean {
  return one.length === other.length && one.every((tag, index) => tag === other[index]);
}

export function sameWords(one: Content, other: Content): boolean {
  return one.title === other.title && one.text === other.text;
}

export function sameContent(one: Content, other: Content): boolean {
  return (
    sameWords(one, other) && sameTags(one.tags, other.tags) && one.pinned === other.pinned && one.state === other.state
  );
}

/** Return the merge patch from one content to another; it never trashes a note, which is a request of its own. */
export function changesBetween(from: Content, to: Content): NoteChanges {
  const changes: NoteChanges = {};
  if (to.title !== from.title) changes.title = to.title;
  if (to.text !== from.text) changes.text = to.text;
  if (!sameTags(to.tags, from.tags)) changes.tags = to.tags;
  if (to.pinned !== from.pinned) changes.pinned = to.pinned;
  if (to.state !== from.state && to.state !== 'trashed') changes.state = to.state;
  return changes;
}

/**
 * Merge two edits of `base`; return null if only the user can decide.
 *
 * Text is never merged: if both sides changed the title or the text, with different results, the user chooses. Tag
 * changes of both sides are combined; the pin and the archived state come from the side that changed them.
 */
export function merge(base: Content, mine: Content, theirs: Content): Content | null {
  if (theirs.state === 'trashed' && !sameContent(base, mine)) return null;
  const iWrote = !sameWords(base, mine);
  const theyWrote = !sameWords(base, theirs);
  if (iWrote && theyWrote && !sameWords(mine, theirs)) return null;
  const words = iWrote ? mine : theirs;
  return {
    title: words.title,
    text: words.text,
    tags: mergeTags(base.tags, mine.tags, theirs.tags),
    pinned: mine.pinned === base.pinned ? theirs.pinned : mine.pinned,
    state: mine.state === base.state ? theirs.state : mine.state,
  };
}

function mergeTags(base: string[], mine: string[], theirs: string[]): string[] {
  if (sameTags(base, mine)) return theirs;
  const removed = new Set(base.filter((tag) => !mine.includes(tag)));
  const added = mine.filter((tag) => !base.includes(tag) && !theirs.includes(tag));
  return [...theirs.filter((tag) => !removed.has(tag)), ...added];
}

/** Join the lines of a pasted title. */
export function oneLine(text: string): string {
  const lines = text.split('\n');
  return lines.length === 1 ? text : lines.map((line) => line.trim()).join(' ');
}

/** Clean text as the service requires it: without NUL, and without lone surrogates. */
export function clean(text: string): string {
  return text.replaceAll('\0', '').replace(LONE_SURROGATE, '\ufffd');
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
