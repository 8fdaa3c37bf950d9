import { notesListText } from '#text/notesList';
import type { Signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import './TagChips.css';

/** Maximum number of tags shown, more than anyone looks through; the search finds the others. */
const MAX_TAGS_SHOWN = 50;

/** The tags of a list, to filter it by one; pressing the selected tag again clears the filter. */
export function TagChips({ tags, chosen }: { tags: string[]; chosen: Signal<string | null> }): JSX.Element {
  const { value } = chosen;
  const order = useRef<string[]>([]);
  order.current = inOrder(order.current, tags);
  const offered = order.current.slice(0, MAX_TAGS_SHOWN);
  const shown = value !== null && !offered.includes(value) ? [value, ...offered] : offered;
  return (
    <ul class="chips" role="list" aria-label={notesListText.tags}>
      {shown.map((tag) => (
        <li key={tag}>
          <button
            type="button"
            class="chip"
            aria-pressed={tag === value}
            onClick={() => (chosen.value = tag === value ? null : tag)}
          >
            {tag}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Return the present tags in their previous order, new ones last, so that none moves away while it is tapped. */
export function inOrder(before: readonly string[], tags: readonly string[]): string[] {
  const present = new Set(tags);
  const known = new Set(before);
  return [...before.filter((tag) => present.has(tag)), ...tags.filter((tag) => !known.has(tag))];
}
