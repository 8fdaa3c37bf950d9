import type { Signal } from '@preact/signals';
import type { JSX } from 'preact';
import type { NoteSummary, State } from '../../api/types';
import { ErrorNote } from '../../ui/ErrorNote';
import type { Actions } from '../store/actions';
import type { Listing } from '../store/listing';
import type { NotesStore } from '../store/notesStore';
import { ListSkeleton } from './ListSkeleton';
import { NoteList } from './NoteList';
import { EmptyList } from './EmptyList';

interface Props {
  state: State;
  store: NotesStore;
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
  const { state, store, actions, listing, notes, current, isWaiting, isSearching } = props;
  const { lists } = store;
  return (
    <>
      {isWaiting && listing.error && <ErrorNote error={listing.error} retry={() => void lists.loaded.refresh(state)} />}
      {isWaiting && !listing.error && <ListSkeleton />}
      {!isWaiting && (
        <NoteList
          notes={notes}
          state={state}
          store={store}
          actions={actions}
          current={current}
          isComplete={listing.cursor === null}
        />
      )}
      {!isWaiting && listing.error && listing.cursor !== null && (
        <ErrorNote error={listing.error} retry={() => void lists.loaded.loadMore(state)} />
      )}
      {!isWaiting && notes.length === 0 && listing.cursor === null && (
        <EmptyList state={state} isSearching={isSearching} onClear={() => clear(store, state)} />
      )}
    </>
  );
}

function clear(store: NotesStore, state: State): void {
  store.listViews[state].query.value = '';
  store.listViews[state].tag.value = null;
}
