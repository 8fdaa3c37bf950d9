/** Task lists in a note's text: `- [ ] milk`. */

const TASK = /^((?:[\s>]*(?:[-+*]|\d{1,9}[.)])[ \t]+)+)\[([ xX])\](?=\s)/;

/** Whether a line is a task, and a done one. */
export function taskOf(line: string): { done: boolean } | null {
  const match = TASK.exec(line);
  return match && { done: match[2] !== ' ' };
}

/** The text with the task on this line ticked, or not; as it was where there is no task on it. */
export function ticked(text: string, line: number, done: boolean): string {
  const lines = text.split('\n');
  const old = lines[line];
  if (old === undefined) return text;
  lines[line] = old.replace(TASK, `$1[${done ? 'x' : ' '}]`);
  return lines.join('\n');
}

/** Whether this line is the same task in both texts, ticked or not: the one that was rendered and the one that is. */
export function sameTask(one: string, other: string, line: number): boolean {
  return untickedLine(one, line) === untickedLine(other, line);
}

function untickedLine(text: string, line: number): string | undefined {
  return text.split('\n')[line]?.replace(TASK, '$1[ ]');
}
