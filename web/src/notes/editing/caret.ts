/** The caret position in a text field whose value changes by other means than typing, and a hook that keeps it. */
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** Map a position in the old text to the new text, so that the same text stays around it. */
export function mapCaret(place: number, before: string, after: string): number {
  return mapWithinLine(place, before, after) ?? mapByUnchangedEnds(place, before, after);
}

/** Map the position within its line, if that line occurs exactly once in both texts. */
function mapWithinLine(place: number, before: string, after: string): number | undefined {
  const start = before.lastIndexOf('\n', place - 1) + 1;
  const [line = ''] = before.slice(start).split('\n', 1);
  const now = positionOfUnique(line, after);
  return positionOfUnique(line, before) === undefined || now === undefined ? undefined : now + place - start;
}

function positionOfUnique(line: string, text: string): number | undefined {
  const [framed, wanted] = [`\n${text}\n`, `\n${line}\n`];
  const first = framed.indexOf(wanted);
  return line !== '' && first >= 0 && framed.lastIndexOf(wanted) === first ? first : undefined;
}

/** Keep the distance to the start or the end of the text, whichever side of the position is unchanged. */
function mapByUnchangedEnds(place: number, before: string, after: string): number {
  const longest = Math.min(before.length, after.length);
  let start = 0;
  while (start < longest && before[start] === after[start]) start += 1;
  if (place <= start) return place;
  let end = 0;
  while (end < longest - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  // Within the replaced part there is no corresponding position; use the end of that part.
  return place >= before.length - end ? place + after.length - before.length : after.length - end;
}

/** Keep a text field's selection and scroll position when `value` changes by other means than typing in it. */
export function useStableCaret(field: RefObject<HTMLTextAreaElement | null>, value: string): void {
  const kept = useRef<(() => void) | null>(null);
  const { current } = field;
  // Read before the field gets its new value, which happens between this render and the layout effect.
  kept.current = current && current === document.activeElement && current.value !== value ? keep(current, value) : null;
  useLayoutEffect(() => kept.current?.(), [value]);
}

function keep(field: HTMLTextAreaElement, value: string): () => void {
  const { selectionStart, selectionEnd, selectionDirection, scrollTop, value: before } = field;
  return () => {
    field.setSelectionRange(
      mapCaret(selectionStart, before, value),
      mapCaret(selectionEnd, before, value),
      selectionDirection,
    );
    field.scrollTop = scrollTop;
  };
}
