import { Archive, NotebookText, SearchX, Trash2 } from 'lucide';
import type { JSX } from 'preact';
import type { State } from '../../api/types';
import { navigate } from '../../router';
import { Button } from '../../ui/Button';
import { Empty } from '../../ui/Empty';

interface Props {
  state: State;
  isSearching: boolean;
  /** Called to clear the search and the tag filter. */
  onClear: () => void;
}

/** The words in place of a list that is empty, or in which the search finds nothing. */
export function NothingListed({ state, isSearching, onClear }: Props): JSX.Element {
  if (isSearching) {
    return (
      <Empty icon={SearchX} title="No matching notes" action={<Button onClick={onClear}>Show all notes</Button>}>
        Try other words or another tag.
      </Empty>
    );
  }
  switch (state) {
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
