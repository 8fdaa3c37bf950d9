/** Where the caret belongs in a field whose text was changed from elsewhere, and its keeping there. */
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** The place in the new text that a place in the old one has become: what was typed around it has not moved. */
export function moved(place: number, before: string, after: string): number {
  return within(place, before, after) ?? beside(place, before, after);
}

/** In its line, where there is one such line before and after. */
function within(place: number, before: string, after: string): number | undefined {
  const start = before.lastIndexOf('\n', place - 1) + 1;
  const [line = ''] = before.slice(start).split('\n', 1);
  const now = only(line, after);
  return only(line, before) === undefined || now === undefined ? undefined : now + place - start;
}

function only(line: string, text: string): number | undefined {
  const [framed, wanted] = [`\n${text}\n`, `\n${line}\n`];
  const first = framed.indexOf(wanted);
  return line !== '' && first >= 0 && framed.lastIndexOf(wanted) === first ? first : undefined;
}

/** As far from the beginning or the end as it was, whichever of them it has not changed on the way to. */
function beside(place: number, before: string, after: string): number {
  const longest = Math.min(before.length, after.length);
  let start = 0;
  while (start < longest && before[start] === after[start]) start += 1;
  if (place <= start) return place;
  let end = 0;
  while (end < longest - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  // In the middle of what was replaced, there is no such place; its end is as good as any.
  return place >= before.length - end ? place + after.length - before.length : after.length - end;
}

/** Keep the caret of a text field, and what of it is in view, when `value` comes from anywhere but its keys. */
export function useKeptCaret(field: RefObject<HTMLTextAreaElement | null>, value: string): void {
  const kept = useRef<(() => void) | null>(null);
  const { current } = field;
  // Before the field gets its new value, which is between this and the effect.
  kept.current = current && current === document.activeElement && current.value !== value ? keep(current, value) : null;
  useLayoutEffect(() => kept.current?.(), [value]);
}

function keep(field: HTMLTextAreaElement, value: string): () => void {
  const { selectionStart, selectionEnd, selectionDirection, scrollTop, value: before } = field;
  return () => {
    field.setSelectionRange(
      moved(selectionStart, before, value),
      moved(selectionEnd, before, value),
      selectionDirection,
    );
    field.scrollTop = scrollTop;
  };
}
