import type { Signal } from '@preact/signals';
import type { JSX } from 'preact';
import './TagChips.css';

/** More than anyone looks through; the search finds the others. */
const OFFERED = 50;

/** The tags of a list, to choose one by; a tag that is chosen is let go by the same touch. */
export function TagChips({ tags, chosen }: { tags: string[]; chosen: Signal<string | null> }): JSX.Element {
  const { value } = chosen;
  const offered = tags.slice(0, OFFERED);
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
