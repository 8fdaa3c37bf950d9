import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

import type { StoredFile } from '../api/types';
import { attach, trash } from '../files/actions';
import { useFile } from '../files/useFile';
import { momentOf } from '../files/when';
import { shownName } from '../ui/FileName';
import { shortcutOf } from '../ui/keyboard';
import { Caption } from './Caption';
import { Details } from './Details';
import { Layer } from './Layer';
import { NotePicker } from './NotePicker';
import { ViewerBar } from './ViewerBar';
import { ViewerMiddle } from './ViewerMiddle';
import './Viewer.css';
import { Words } from '../ui/Words';

export interface ViewerProps {
  id: string;
  /** Return the photo before (-1) or after (1) this one. */
  neighbour: (id: string, step: 1 | -1) => string | undefined;
  onMove: (id: string) => void;
  onClose: () => void;
  /** True if nothing can be changed. */
  readOnly?: boolean;
}

/** A photo as large as the window, with its actions. */
export default function Viewer(props: ViewerProps): JSX.Element {
  return (
    <Layer>
      <Looking {...props} />
    </Layer>
  );
}

/** The viewer itself, on the layer. */
function Looking({ id, neighbour, onMove, onClose, readOnly = false }: ViewerProps): JSX.Element {
  const looked = useFile(id);
  const { file } = looked;
  const [informed, setInformed] = useState(false);
  const [picking, setPicking] = useState(false);
  const dialog = useRef<HTMLDivElement>(null);
  const gone = useGone(id, file);
  const before = neighbour(id, -1);
  const after = neighbour(id, 1);

  // Before the first paint: the user may press a key as soon as it is visible.
  useLayoutEffect(() => {
    dialog.current?.focus();
  }, []);

  const go = (to: string | undefined): void => {
    if (to !== undefined) onMove(to);
  };
  const onInform = (): void => setInformed(!informed);
  const onAttach = (): void => setPicking(true);
  const onTrash = (): void => {
    trash([id]);
    const next = after ?? before;
    if (next === undefined) onClose();
    else onMove(next);
  };
  const acts: Acts = {
    ArrowLeft: () => go(before),
    ArrowRight: () => go(after),
    Escape: onClose,
    Delete: readOnly ? undefined : onTrash,
    i: onInform,
  };

  return (
    <div
      class={informed ? 'viewer viewer-informed' : 'viewer'}
      role="dialog"
      aria-modal="true"
      aria-label="Photo"
      tabIndex={-1}
      ref={dialog}
      onKeyDown={keysFor(picking ? {} : acts)}
    >
      <p class="visually-hidden" role="status">
        <Words>{file ? spoken(file) : ''}</Words>
      </p>
      <ViewerBar {...{ file, readOnly, informed, onAttach, onInform, onTrash, onClose }} />
      <ViewerMiddle {...looked} {...{ gone, readOnly, before, after, onMove, onClose }} />
      {file && <Caption key={`caption-${id}`} file={file} readOnly={readOnly} />}
      {file && informed && (
        <Details key={`details-${id}`} file={file} readOnly={readOnly} onAttach={onAttach} onClose={onClose} />
      )}
      {picking && <Attaching id={id} onEnd={() => setPicking(false)} />}
    </div>
  );
}

/** The dialog to choose the note that the photo is attached to. */
function Attaching({ id, onEnd }: { id: string; onEnd: () => void }): JSX.Element {
  return (
    <NotePicker
      onClose={onEnd}
      onPick={async (noteId) => {
        onEnd();
        await attach([id], noteId);
      }}
    />
  );
}

/** Return whether the photo was here, and is no longer. */
function useGone(id: string, file: StoredFile | undefined): boolean {
  const seen = useRef<string>(undefined);
  if (file) seen.current = id;
  return !file && seen.current === id;
}

/** Actions by the key that runs them. */
type Acts = Partial<Record<string, () => void>>;

/** Return the handler of the viewer's keys. */
function keysFor(acts: Acts): (event: KeyboardEvent) => void {
  return (event: KeyboardEvent): void => {
    const act = acts[shortcutOf(event) ?? ''];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
}

function spoken(file: StoredFile): string {
  return `${file.caption || shownName(file.name)}, ${momentOf(file)}`;
}
