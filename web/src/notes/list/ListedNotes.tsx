import type { Signal } from '@preact/signals';
import type { JSX } from 'preact';
import type { NoteSummary, State } from '../../api/types';
import { ErrorNote } from '../../ui/ErrorNote';
import type { Actions } from '../store/actions';
import type { Listing } from '../store/listing';
import type { Workbench } from '../store/notesStore';
import { ListWaiting } from './ListWaiting';
import { NoteList } from './NoteList';
import { NothingListed } from './NothingListed';

interface Props {
  state: State;
  bench: Workbench;
  actions: Actions;
  listing: Listing;
  /** The notes of the listing that the search finds. */
  notes: NoteSummary[];
  /** Id of the current note for the keyboard. */
  current: Signal<string | null>;
  /** True before the first page is loaded. */
  isWaiting: boolean;
  isSearching: boolean;
}

/** The notes of a list, or in their place a notice that they are loading, that loading failed, or that there are none. */
export function ListedNotes(props: Props): JSX.Element {
  const { state, bench, actions, listing, notes, current, isWaiting, isSearching } = props;
  const { library } = bench;
  return (
    <>
      {isWaiting && listing.trouble && <ErrorNote error={listing.trouble} retry={() => void library.refresh(state)} />}
      {isWaiting && !listing.trouble && <ListWaiting />}
      {!isWaiting && (
        <NoteList
          notes={notes}
          state={state}
          bench={bench}
          actions={actions}
          current={current}
          isComplete={listing.cursor === null}
        />
      )}
      {!isWaiting && listing.trouble && listing.cursor !== null && (
        <ErrorNote error={listing.trouble} retry={() => void library.more(state)} />
      )}
      {!isWaiting && notes.length === 0 && listing.cursor === null && (
        <NothingListed state={state} isSearching={isSearching} onClear={() => clear(bench, state)} />
      )}
    </>
  );
}

function clear(bench: Workbench, state: State): void {
  bench.looks[state].query.value = '';
  bench.looks[state].tag.value = null;
}
