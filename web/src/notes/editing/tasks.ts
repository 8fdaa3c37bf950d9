/** Task lists in a note's text: `- [ ] milk`. */

/**
 * Quotes, indents and list markers before a task's checkbox. Each alternative begins with different characters, so a
 * line matches in only one way, in linear time.
 */
const CONTAINERS = /^(?:[ \t>]|(?:[-+*]|\d{1,9}[.)])[ \t])*/;

/** The line endings of CommonMark, including a lone CR, because the renderer counts lines by them. */
const LINE_END = /(\r\n|\r|\n)/;

/** Return whether the task on this line is done, or null if the line is not a task. */
export function taskOf(line: string): { done: boolean } | null {
  const box = boxIn(line);
  return box < 0 ? null : { done: line[box] !== ' ' };
}

/** Return the text with the task on this line checked or unchecked; unchanged if there is no task on it. */
export function setTask(text: string, line: number, done: boolean): string {
  // Lines are at the even indexes, each followed by its line ending.
  const parts = text.split(LINE_END);
  const old = parts[2 * line];
  if (old === undefined) return text;
  parts[2 * line] = withBox(old, done ? 'x' : ' ');
  return parts.join('');
}

/** Return whether this line is the same task in both texts (rendered and current), checked or not. */
export function sameTask(one: string, other: string, line: number): boolean {
  return untickedLine(one, line) === untickedLine(other, line);
}

function untickedLine(text: string, line: number): string | undefined {
  const found = text.split(LINE_END)[2 * line];
  return found === undefined ? undefined : withBox(found, ' ');
}

function withBox(line: string, mark: string): string {
  const box = boxIn(line);
  return box < 0 ? line : line.slice(0, box) + mark + line.slice(box + 1);
}

/** Return the index of the mark in a task's checkbox, or -1. */
function boxIn(line: string): number {
  const [before = ''] = CONTAINERS.exec(line) ?? [];
  const isListed = /[-+*.)]$/.test(before.trimEnd());
  return isListed && /^\[[ xX]\]\s/.test(line.slice(before.length, before.length + 4)) ? before.length + 1 : -1;
}
