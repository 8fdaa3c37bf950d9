import { keyboardText } from '#text/keyboard';
import { notesListText } from '#text/notesList';
import { Keyboard } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { NoteSummary, State } from '../../api/types';
import { TrashedFiles } from '../../attachments/TrashedFiles';
import { IconButton } from '../../ui/Button';
import { isOnline } from '../../ui/connection';
import { View } from '../../ui/View';
import { Actions } from '../store/actions';
import { CaptureBox } from '../capture/CaptureBox';
import { useCurrentNote } from './currentNote';
import { EmptyTrashButton } from './EmptyTrashButton';
import { searchNotes, tagsOf } from '../store/search';
import { ListedNotes } from './ListedNotes';
import { useListKeys } from './listKeys';
import './ListView.css';
import { ordered, type Listing } from '../store/listing';
import { SearchField } from './SearchField';
import { TagChips } from './TagChips';
import type { NotesStore } from '../store/notesStore';
import { ReplacedText } from '../../ui/ReplacedText';

interface Props {
  state: State;
  store: NotesStore;
  onHelp: () => void;
}

/** The list of active, archived or trashed notes. */
export function ListView({ state, store, onHelp }: Props): JSX.Element {
  const { query, tag } = store.listViews[state];
  const actions = useMemo(() => new Actions(store), [store]);
  const { listing, tags, notes } = useShownNotes(store, state);
  const search = useRef<HTMLInputElement>(null);
  const current = useCurrentNote(notes);
  store.order = useMemo(() => notes.map(({ id }) => id), [notes]);

  useFreshness(store, state);
  useListKeys(state, actions, current, search);

  const isSearching = query.value.trim() !== '' || tag.value !== null;
  const isWaiting = listing.cursor === undefined && listing.notes.size === 0;
  return (
    <View
      title={notesListText.titles[state]}
      width="text"
      actions={
        <>
          <SearchField
            ref={search}
            query={query}
            label={notesListText.search.labels[state]}
            onDown={() => current.step(1)}
          />
          <IconButton class="list-help" icon={Keyboard} label={keyboardText.title} onClick={onHelp} />
        </>
      }
    >
      {state === 'active' && <CaptureBox store={store} />}
      {state === 'trashed' && <TrashHint store={store} />}
      {tags.length > 0 && <TagChips tags={tags} chosen={tag} />}
      <FoundCount count={isSearching && !isWaiting ? notes.length : null} />
      <ListedNotes
        state={state}
        store={store}
        actions={actions}
        listing={listing}
        notes={notes}
        current={current.id}
        isWaiting={isWaiting}
        isSearching={isSearching}
      />
      {state === 'trashed' && <TrashedFiles />}
    </View>
  );
}

/** The notice above the trash, with a button to empty it. */
function TrashHint({ store }: { store: NotesStore }): JSX.Element {
  return (
    <div class="list-hint">
      <p>{notesListText.trashHint}</p>
      <EmptyTrashButton store={store} />
    </div>
  );
}

/** The number of notes that the search finds, for screen readers; null while nothing is searched for. */
function FoundCount({ count }: { count: number | null }): JSX.Element {
  return (
    <p class="visually-hidden" role="status">
      <ReplacedText>{count === null ? '' : notesListText.search.found(count)}</ReplacedText>
    </p>
  );
}

/** Return a list, all its tags, and its notes in their order, of which the search and the tag filter leave some. */
function useShownNotes(store: NotesStore, state: State): { listing: Listing; tags: string[]; notes: NoteSummary[] } {
  const { query, tag } = store.listViews[state];
  const listing = store.lists.loaded.listing(state).value;
  const all = useMemo(() => ordered(listing), [listing]);
  const tags = useMemo(() => tagsOf(all), [all]);
  const notes = useMemo(() => searchNotes(all, query.value, tag.value), [all, query.value, tag.value]);
  return { listing, tags, notes };
}

/** Refresh the list when it is shown, when the page becomes visible again, and when the connection is back. */
function useFreshness({ lists }: NotesStore, state: State): void {
  const online = isOnline.value;
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    void lists.loaded.refresh(state).then(() => lists.loaded.readAhead(state, signal));
    const onVisible = (): void => {
      if (document.visibilityState === 'visible') void lists.loaded.refresh(state);
    };
    document.addEventListener('visibilitychange', onVisible, { signal });
    return () => leaving.abort();
  }, [lists, state, online]);
}
