import { useSignal } from '@preact/signals';
import { Archive, Keyboard, NotebookText, SearchX, Trash2 } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { NoteSummary, State } from '../../api/types';
import { TrashedFiles } from '../../attachments/TrashedFiles';
import { navigate } from '../../router';
import { Button, IconButton } from '../../ui/Button';
import { isOnline } from '../../ui/connection';
import { Empty } from '../../ui/Empty';
import { ErrorNote } from '../../ui/ErrorNote';
import { View } from '../../ui/View';
import { Actions } from '../store/actions';
import { CaptureBox } from '../capture/CaptureBox';
import { EmptyTrash } from './EmptyTrash';
import { found, tagsOf } from '../store/search';
import { useKeys } from '../hooks';
import { ListWaiting } from './ListWaiting';
import './ListView.css';
import { ordered } from '../store/listing';
import { NoteList } from './NoteList';
import { SearchField } from './SearchField';
import { TagChips } from './TagChips';
import type { Workbench } from '../store/notesStore';
import { Words } from '../../ui/Words';

const TITLES: Record<State, string> = { active: 'Notes', archived: 'Archive', trashed: 'Trash' };

interface Props {
  state: State;
  bench: Workbench;
  onHelp: () => void;
}

/** The list of active, archived or trashed notes. */
export function ListView({ state, bench, onHelp }: Props): JSX.Element {
  const { library } = bench;
  const { query, tag } = bench.looks[state];
  const listing = library.listing(state).value;
  const actions = useMemo(() => new Actions(bench), [bench]);
  const all = useMemo(() => ordered(listing), [listing]);
  const tags = useMemo(() => tagsOf(all), [all]);
  const notes = useMemo(() => found(all, query.value, tag.value), [all, query.value, tag.value]);
  const search = useRef<HTMLInputElement>(null);
  // A signal, because keys may be pressed faster than the list renders.
  const current = useSignal<string | null>(null);
  bench.order = useMemo(() => notes.map(({ id }) => id), [notes]);

  useFreshness(bench, state);

  const here = (): NoteSummary | undefined => notes.find(({ id }) => id === current.peek());
  const step = (by: 1 | -1): void => {
    const at = notes.findIndex(({ id }) => id === current.peek());
    const next = notes[at < 0 ? 0 : at + by];
    if (next) current.value = next.id;
  };
  /** Run an action that removes the current note from the list, and make its neighbour the current one. */
  const away = (act: (note: NoteSummary) => unknown): void => {
    const note = here();
    if (!note) return;
    const at = notes.indexOf(note);
    current.value = (notes[at + 1] ?? notes[at - 1])?.id ?? null;
    void act(note);
  };

  useKeys(
    {
      search: () => search.current?.focus(),
      // There is nothing to save here; without a handler the browser would offer to save the page.
      save: () => undefined,
      next: () => step(1),
      previous: () => step(-1),
      // Focus moves to the current note a frame later; until then Enter would open the previous one, or nothing.
      open: () => {
        const note = here();
        if (!note || takesEnter(document.activeElement)) return false;
        navigate(`/notes/${note.id}`);
        return true;
      },
      ...(state !== 'trashed' && {
        pin: () => {
          const note = here();
          if (note) void actions.pin(note);
        },
        archive: () => away((note) => actions.archive(note)),
        trash: () => away((note) => actions.trash(note)),
      }),
      back: () => {
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      },
    },
    true,
  );

  const isSearching = query.value.trim() !== '' || tag.value !== null;
  const isWaiting = listing.cursor === undefined && listing.notes.size === 0;
  return (
    <View
      title={TITLES[state]}
      width="text"
      actions={
        <>
          <SearchField
            ref={search}
            query={query}
            label={`Search ${TITLES[state].toLowerCase()}`}
            onDown={() => step(1)}
          />
          <IconButton class="list-help" icon={Keyboard} label="Keyboard shortcuts" onClick={onHelp} />
        </>
      }
    >
      {state === 'active' && <CaptureBox bench={bench} />}
      {state === 'trashed' && (
        <div class="list-hint">
          <p>Items are deleted permanently after 30 days.</p>
          <EmptyTrash bench={bench} />
        </div>
      )}
      {tags.length > 0 && <TagChips tags={tags} chosen={tag} />}
      <p class="visually-hidden" role="status">
        <Words>
          {isSearching && !isWaiting ? `${notes.length} ${notes.length === 1 ? 'note' : 'notes'} found` : ''}
        </Words>
      </p>
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
        <Nothing state={state} isSearching={isSearching} onClear={() => clear(bench, state)} />
      )}
      {state === 'trashed' && <TrashedFiles />}
    </View>
  );
}

/** Return whether Enter is for the focused element; a note's link, or the heading on arrival, leaves it to the list. */
function takesEnter(focused: Element | null): boolean {
  return focused?.matches('a[href]:not([data-note]), button, input, textarea, select, summary') === true;
}

function clear(bench: Workbench, state: State): void {
  bench.looks[state].query.value = '';
  bench.looks[state].tag.value = null;
}

/** Refresh the list when it is shown, when the page becomes visible again, and when the connection is back. */
function useFreshness({ library }: Workbench, state: State): void {
  const online = isOnline.value;
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    void library.refresh(state).then(() => library.readAhead(state, signal));
    const onVisible = (): void => {
      if (document.visibilityState === 'visible') void library.refresh(state);
    };
    document.addEventListener('visibilitychange', onVisible, { signal });
    return () => leaving.abort();
  }, [library, state, online]);
}

function Nothing(props: { state: State; isSearching: boolean; onClear: () => void }): JSX.Element {
  if (props.isSearching) {
    return (
      <Empty icon={SearchX} title="No matching notes" action={<Button onClick={props.onClear}>Show all notes</Button>}>
        Try other words or another tag.
      </Empty>
    );
  }
  switch (props.state) {
    case 'active':
      return (
        <Empty icon={NotebookText} title="A quiet place for your notes">
          Write the first one in the box above; drop a photo on it if you like.
        </Empty>
      );
    case 'archived':
      return (
        <Empty
          icon={Archive}
          title="No archived notes"
          action={<Button onClick={() => navigate('/')}>Go to your notes</Button>}
        >
          Archive a note to keep it without having it in the way.
        </Empty>
      );
    case 'trashed':
      return (
        <Empty icon={Trash2} title="No notes in the trash">
          Deleted notes stay here for 30 days.
        </Empty>
      );
  }
}
