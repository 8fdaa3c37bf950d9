import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { navigate, route } from '../router';
import { lazy } from '../ui/lazy';
import { useKeys } from './useKeys';
import { KeyboardHelp } from './KeyboardHelp';
import { ListView } from './list/ListView';
import { NoteSkeleton } from './editing/NoteSkeleton';
import { notesStore, type NotesStore } from './store/notesStore';

const NoteView = lazy(() => import('./editing/NoteView'), NoteSkeleton);

/** The notes section of the page: the lists and the editor. */
export default function NotesView(): JSX.Element {
  const [isHelpOpen, setHelpOpen] = useState(false);
  const store = notesStore();

  useEffect(() => {
    void store.resumeDrafts();
  }, [store]);

  useKeys(
    {
      help: () => setHelpOpen(true),
      new: () => {
        navigate('/');
        // Deferred, because the list with the capture box may have to be shown first.
        setTimeout(() => document.querySelector<HTMLElement>('[data-capture]')?.focus(), 0);
      },
    },
    route.value.name !== 'note',
  );

  return (
    <>
      <NotesRoute store={store} onHelp={() => setHelpOpen(true)} />
      {isHelpOpen && <KeyboardHelp onClose={() => setHelpOpen(false)} />}
    </>
  );
}

function NotesRoute({ store, onHelp }: { store: NotesStore; onHelp: () => void }): JSX.Element {
  switch (route.value.name) {
    case 'note':
      return <NoteView />;
    case 'archive':
      return <ListView key="archived" state="archived" store={store} onHelp={onHelp} />;
    case 'trash':
      return <ListView key="trashed" state="trashed" store={store} onHelp={onHelp} />;
    default:
      return <ListView key="active" state="active" store={store} onHelp={onHelp} />;
  }
}
