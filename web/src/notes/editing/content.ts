/** What a person can change about a note, and how two people's changes come together. */

import type { Note, NoteChanges } from '../../api/types';

export type Content = Pick<Note, 'title' | 'text' | 'tags' | 'pinned' | 'state'>;

/** The part of a note that its editor edits. */
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

/** The merge patch that leads from one content to another; the trash is no field, so it is never part of it. */
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
 * What both mean, where both started from `base`; null where only a person can say.
 *
 * Words are never woven together: where both changed title or text, to different ends, a person chooses. Tags,
 * the pin and the archive are taken from whoever changed them.
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

/** A title that was pasted from several lines. */
export function oneLine(text: string): string {
  const lines = text.split('\n');
  return lines.length === 1 ? text : lines.map((line) => line.trim()).join(' ');
}

/** Text as the service takes it: without NUL, and without half of a surrogate pair. */
export function clean(text: string): string {
  return text.replaceAll('\0', '').replace(LONE_SURROGATE, '\ufffd');
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
