import { X } from 'lucide';
import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { Icon } from '../ui/Icon';
import { clean } from './content';
import { suggested } from './finding';
import './TagField.css';

interface Props {
  tags: string[];
  /** Those of other notes, to offer. */
  known: string[];
  onChange: (tags: string[]) => void;
}

const MOST = 20;
const LONGEST = 50;

/** The tags of a note, and a field to add one: Enter or a comma ends a tag, Backspace takes the last one away. */
export function TagField({ tags, known, onChange }: Props): JSX.Element {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const offers = isOpen ? suggested(known, typed, tags) : [];

  const add = (words: string): void => {
    const tag = clean(words).trim().replace(/^#/, '').slice(0, LONGEST);
    setTyped('');
    setChosen(-1);
    if (tag && !tags.includes(tag) && tags.length < MOST) onChange([...tags, tag]);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const by = event.key === 'ArrowDown' ? 1 : -1;
      setOpen(true);
      setChosen(Math.min(Math.max(chosen + by, -1), offers.length - 1));
    } else if ((event.key === 'Enter' || event.key === ',') && (typed.trim() || chosen >= 0)) {
      event.preventDefault();
      event.stopPropagation();
      add(offers[chosen] ?? typed);
    } else if (event.key === 'Backspace' && !typed && tags.length > 0) {
      onChange(tags.slice(0, -1));
    } else if (event.key === 'Escape' && isOpen && offers.length > 0) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    }
  };

  return (
    <div class="tag-field">
      {tags.length > 0 && (
        <ul class="tag-list" role="list" aria-label="Tags of this note">
          {tags.map((tag) => (
            <li key={tag} class="tag">
              <span class="tag-name">{tag}</span>
              <button
                type="button"
                class="tag-remove"
                aria-label={`Remove the tag ${tag}`}
                onClick={() => onChange(tags.filter((one) => one !== tag))}
              >
                <Icon icon={X} size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {tags.length < MOST && (
        <div class="tag-entry">
          <input
            class="tag-input"
            role="combobox"
            aria-label="Add a tag"
            aria-expanded={offers.length > 0}
            aria-controls={`${id}-offers`}
            aria-autocomplete="list"
            aria-activedescendant={chosen >= 0 ? `${id}-${chosen}` : undefined}
            placeholder={tags.length === 0 ? 'Add tags' : 'Add'}
            maxLength={LONGEST}
            autocomplete="off"
            value={typed}
            onInput={(event) => {
              const { value } = event.currentTarget;
              setOpen(true);
              setChosen(-1);
              if (value.includes(',')) add(value.replaceAll(',', ' '));
              else setTyped(value);
            }}
            onFocus={() => setOpen(true)}
            onBlur={() => {
              setOpen(false);
              add(typed);
            }}
            onKeyDown={onKeyDown}
          />
          <ul
            class="tag-offers"
            role="listbox"
            id={`${id}-offers`}
            aria-label="Tags of other notes"
            hidden={offers.length === 0}
          >
            {offers.map((tag, index) => (
              <li
                key={tag}
                id={`${id}-${index}`}
                class="tag-offer"
                role="option"
                aria-selected={index === chosen}
                // Before the field loses the focus, and with it the offers.
                onPointerDown={(event) => {
                  event.preventDefault();
                  add(tag);
                }}
              >
                {tag}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
