import type { Signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import './TagChips.css';

/** More than anyone looks through; the search finds the others. */
const OFFERED = 50;

/** The tags of a list, to choose one by; a tag that is chosen is let go by the same touch. */
export function TagChips({ tags, chosen }: { tags: string[]; chosen: Signal<string | null> }): JSX.Element {
  const { value } = chosen;
  const order = useRef<string[]>([]);
  order.current = inOrder(order.current, tags);
  const offered = order.current.slice(0, OFFERED);
  const shown = value !== null && !offered.includes(value) ? [value, ...offered] : offered;
  return (
    <ul class="chips" role="list" aria-label="Tags">
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

/** The tags that are there now, as they stood before; new ones follow, so that none moves away under a finger. */
export function inOrder(before: readonly string[], tags: readonly string[]): string[] {
  const present = new Set(tags);
  const known = new Set(before);
  return [...before.filter((tag) => present.has(tag)), ...tags.filter((tag) => !known.has(tag))];
}
