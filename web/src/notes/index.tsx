import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { navigate, route } from '../router';
import { lazy } from '../ui/lazy';
import { useKeys } from './hooks';
import { KeyboardHelp } from './KeyboardHelp';
import { ListView } from './list/ListView';
import { NoteWaiting } from './editing/NoteWaiting';
import { workbench, type Workbench } from './store/notesStore';

const NoteView = lazy(() => import('./editing/NoteView'), NoteWaiting);

/** The notes section of the page: the lists and the editor. */
export default function NotesView(): JSX.Element {
  const [helping, setHelping] = useState(false);
  const bench = workbench();

  useEffect(() => {
    void bench.resumeDrafts();
  }, [bench]);

  useKeys(
    {
      help: () => setHelping(true),
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
      <Place bench={bench} onHelp={() => setHelping(true)} />
      {helping && <KeyboardHelp onClose={() => setHelping(false)} />}
    </>
  );
}

function Place({ bench, onHelp }: { bench: Workbench; onHelp: () => void }): JSX.Element {
  switch (route.value.name) {
    case 'note':
      return <NoteView />;
    case 'archive':
      return <ListView key="archived" state="archived" bench={bench} onHelp={onHelp} />;
    case 'trash':
      return <ListView key="trashed" state="trashed" bench={bench} onHelp={onHelp} />;
    default:
      return <ListView key="active" state="active" bench={bench} onHelp={onHelp} />;
  }
}
