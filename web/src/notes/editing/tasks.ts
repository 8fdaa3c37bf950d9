/** Task lists in a note's text: `- [ ] milk`. */

/**
 * Quotes, indents and list markers before a task's box. Each alternative begins with characters of its own, so that
 * there is one way to read a line, and reading it takes time in proportion to its length.
 */
const CONTAINERS = /^(?:[ \t>]|(?:[-+*]|\d{1,9}[.)])[ \t])*/;

/** The line ends of CommonMark, by whose lines the renderer counts; a lone CR is one of them. */
const LINE_END = /(\r\n|\r|\n)/;

/** Whether a line is a task, and a done one. */
export function taskOf(line: string): { done: boolean } | null {
  const box = boxIn(line);
  return box < 0 ? null : { done: line[box] !== ' ' };
}

/** The text with the task on this line ticked, or not; as it was where there is no task on it. */
export function ticked(text: string, line: number, done: boolean): string {
  // The lines are at the even places, and each line's end is after it.
  const parts = text.split(LINE_END);
  const old = parts[2 * line];
  if (old === undefined) return text;
  parts[2 * line] = withBox(old, done ? 'x' : ' ');
  return parts.join('');
}

/** Whether this line is the same task in both texts, ticked or not: the one that was rendered and the one that is. */
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

/** The place of the mark in a task's box, or -1. */
function boxIn(line: string): number {
  const [before = ''] = CONTAINERS.exec(line) ?? [];
  const isListed = /[-+*.)]$/.test(before.trimEnd());
  return isListed && /^\[[ xX]\]\s/.test(line.slice(before.length, before.length + 4)) ? before.length + 1 : -1;
}
