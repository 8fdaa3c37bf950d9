import { notesListText } from '#text/notesList';
import type { Signal } from '@preact/signals';
import { Search, X } from 'lucide';
import type { JSX, Ref } from 'preact';
import { IconButton } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { isComposing } from '../../ui/composing';
import './SearchField.css';

interface Props {
  query: Signal<string>;
  label: string;
  /** Called when ArrowDown or Enter moves from the field to the results. */
  onDown: () => void;
  ref: Ref<HTMLInputElement>;
}

export function SearchField({ query, label, onDown, ref }: Props): JSX.Element {
  return (
    <div class="search" role="search">
      <Icon icon={Search} size={18} />
      <input
        ref={ref}
        class="search-input"
        type="search"
        aria-label={label}
        placeholder={notesListText.search.placeholder}
        autocomplete="off"
        value={query.value}
        onInput={(event) => (query.value = event.currentTarget.value)}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          if (event.key === 'Escape') {
            event.preventDefault();
            if (query.value) query.value = '';
            else event.currentTarget.blur();
          }
          if (event.key === 'ArrowDown' || event.key === 'Enter') {
            event.preventDefault();
            onDown();
          }
        }}
      />
      {query.value && (
        <IconButton
          class="search-clear"
          icon={X}
          label={notesListText.search.clear}
          size={16}
          onClick={({ currentTarget }) => {
            currentTarget.parentElement?.querySelector('input')?.focus();
            query.value = '';
          }}
        />
      )}
    </div>
  );
}
