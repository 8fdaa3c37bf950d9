import { commonText } from '#text/common';
import { notesListText } from '#text/notesList';
import { Archive, NotebookText, SearchX, Trash2 } from 'lucide';
import type { JSX } from 'preact';
import type { State } from '../../api/types';
import { navigate } from '../../router';
import { Button } from '../../ui/Button';
import { Empty } from '../../ui/Empty';
import type { IconNode } from '../../ui/Icon';

const { noMatches, empty } = notesListText;
const ICONS: Record<State, IconNode> = { active: NotebookText, archived: Archive, trashed: Trash2 };

interface Props {
  state: State;
  isSearching: boolean;
  /** Called to clear the search and the tag filter. */
  onClear: () => void;
}

/** The words in place of a list that is empty, or in which the search finds nothing. */
export function EmptyList({ state, isSearching, onClear }: Props): JSX.Element {
  if (isSearching) {
    return (
      <Empty icon={SearchX} title={noMatches.title} action={<Button onClick={onClear}>{noMatches.showAll}</Button>}>
        {noMatches.hint}
      </Empty>
    );
  }
  const { title, hint } = empty[state];
  return (
    <Empty
      icon={ICONS[state]}
      title={title}
      action={state === 'archived' ? <Button onClick={() => navigate('/')}>{commonText.goToNotes}</Button> : undefined}
    >
      {hint}
    </Empty>
  );
}
