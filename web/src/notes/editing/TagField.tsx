import { notesText } from '#text/notes';
import { X } from 'lucide';
import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { isComposing } from '../../ui/composing';
import { Icon } from '../../ui/Icon';
import { suggestTags } from '../store/search';
import { addTags, hasSeparator, MAX_TAGS } from '../store/tags';
import './TagField.css';

const { tags: words } = notesText;

interface Props {
  tags: string[];
  /** Tags of other notes, for suggestions. */
  known: string[];
  onChange: (tags: string[]) => void;
}

/** A note's tags and a field to add more: Enter, comma or semicolon ends a tag, Backspace removes the last one. */
export function TagField({ tags, known, onChange }: Props): JSX.Element {
  return (
    <div class="tag-field">
      {tags.length > 0 && (
        <ul class="tag-list" role="list" aria-label={words.list}>
          {tags.map((tag) => (
            <li key={tag} class="tag">
              <span class="tag-name">{tag.trim() || words.blank}</span>
              <button
                type="button"
                class="tag-remove"
                aria-label={words.remove(tag)}
                onClick={() => onChange(tags.filter((one) => one !== tag))}
              >
                <Icon icon={X} size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <TagEntry tags={tags} known={known} onChange={onChange} />
    </div>
  );
}

function TagEntry(props: Props): JSX.Element {
  const id = useId();
  const entry = useTagEntry(props);
  const { typed, problem, suggestions, chosen } = entry;
  return (
    // Text that could not be added stays visible, to be read and copied.
    <div class="tag-entry" hidden={props.tags.length >= MAX_TAGS && !typed && problem === null}>
      <input
        class="tag-input"
        role="combobox"
        aria-label={words.add}
        aria-expanded={suggestions.length > 0}
        aria-controls={`${id}-suggestions`}
        aria-autocomplete="list"
        aria-activedescendant={chosen >= 0 ? `${id}-${chosen}` : undefined}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        placeholder={props.tags.length === 0 ? words.addFirst : words.addMore}
        autocomplete="off"
        value={typed}
        onInput={(event) => entry.type(event.currentTarget.value, event.isComposing)}
        onCompositionEnd={(event) => entry.type(event.currentTarget.value, false)}
        onPaste={entry.paste}
        onFocus={entry.open}
        onBlur={entry.leave}
        onKeyDown={entry.handleKey}
      />
      <ul
        class="tag-suggestions"
        role="listbox"
        id={`${id}-suggestions`}
        aria-label={words.suggestions}
        hidden={!suggestions.length}
      >
        {suggestions.map((tag, index) => (
          <li
            key={tag}
            id={`${id}-${index}`}
            class="tag-suggestion"
            role="option"
            aria-selected={index === chosen}
            // On pointer down, before the field loses focus and the suggestions close.
            onPointerDown={(event) => {
              event.preventDefault();
              entry.add(tag);
            }}
          >
            {tag}
          </li>
        ))}
      </ul>
      {problem !== null && (
        <p class="tag-problem" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

interface Entry {
  typed: string;
  problem: string | null;
  suggestions: string[];
  /** Index of the suggestion reached with the arrow keys; -1 for none. */
  chosen: number;
  add: (text: string) => void;
  type: (value: string, composing: boolean) => void;
  paste: (event: ClipboardEvent) => void;
  handleKey: (event: KeyboardEvent) => void;
  open: () => void;
  leave: () => void;
}

function useTagEntry({ tags, known, onChange }: Props): Entry {
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const suggestions = isOpen ? suggestTags(known, typed, tags) : [];

  const add = (text: string): void => {
    const { tags: next, rest, problem: fault } = addTags(tags, text);
    setTyped(rest);
    setProblem(fault);
    setChosen(-1);
    if (next.length !== tags.length || next.some((tag, index) => tag !== tags[index])) onChange(next);
  };
  const type = (value: string, composing: boolean): void => {
    setOpen(true);
    setChosen(-1);
    setProblem(null);
    // Text in an IME composition is not final, and its commas do not separate tags.
    if (!composing && hasSeparator(value)) add(value);
    else setTyped(value);
  };
  const paste = (event: ClipboardEvent): void => {
    const { currentTarget: field, clipboardData } = event;
    const pasted = clipboardData?.getData('text/plain') ?? '';
    if (!hasSeparator(pasted) || !(field instanceof HTMLInputElement)) return;
    // The field itself would remove line breaks, and so join two words.
    event.preventDefault();
    const { value, selectionStart, selectionEnd } = field;
    add(value.slice(0, selectionStart ?? value.length) + pasted + value.slice(selectionEnd ?? value.length));
  };
  const move = (by: 1 | -1): void => {
    setOpen(true);
    setChosen(Math.min(Math.max(chosen + by, -1), suggestions.length - 1));
  };
  const handleKey = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    if (event.ctrlKey || event.metaKey) {
      // This key saves the note, which has to include the typed tag.
      if (event.key === 'Enter' || event.key === 's') add(typed);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && (typed.trim() || chosen >= 0)) {
      consume(event);
      add(suggestions[chosen] ?? typed);
    } else if (event.key === 'Backspace' && !typed && tags.length > 0) {
      onChange(tags.slice(0, -1));
    } else if (event.key === 'Escape' && suggestions.length > 0) {
      consume(event);
      setOpen(false);
    }
  };
  const leave = (): void => {
    setOpen(false);
    if (typed.trim()) add(typed);
  };
  return { typed, problem, suggestions, chosen, add, type, paste, handleKey, open: () => setOpen(true), leave };
}

function consume(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}
