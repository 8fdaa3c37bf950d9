import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

import { photosText } from '#text/photos';
import type { StoredFile } from '../api/types';
import { attach, trash } from '../files/actions';
import { useFile } from '../files/useFile';
import { dateTimeInWords } from '../files/takenDate';
import { withoutBidiControls } from '../ui/FileName';
import { shortcutKey } from '../ui/keyboard';
import { Caption } from './Caption';
import { Details } from './Details';
import { ModalLayer } from './ModalLayer';
import { NotePicker } from './NotePicker';
import { ViewerBar } from './ViewerBar';
import { ViewerMiddle } from './ViewerMiddle';
import './Viewer.css';
import { ReplacedText } from '../ui/ReplacedText';

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
    <ModalLayer>
      <ViewerDialog {...props} />
    </ModalLayer>
  );
}

/** The viewer itself, on the layer. */
function ViewerDialog({ id, neighbour, onMove, onClose, readOnly = false }: ViewerProps): JSX.Element {
  const fileState = useFile(id);
  const { file } = fileState;
  const [detailsOpen, setDetailsOpen] = useState(false);
  const [picking, setPicking] = useState(false);
  const dialog = useRef<HTMLDivElement>(null);
  const isDeleted = useIsDeleted(id, file);
  const before = neighbour(id, -1);
  const after = neighbour(id, 1);

  // Before the first paint: the user may press a key as soon as it is visible.
  useLayoutEffect(() => {
    dialog.current?.focus();
  }, []);

  const go = (to: string | undefined): void => {
    if (to !== undefined) onMove(to);
  };
  const onToggleDetails = (): void => setDetailsOpen(!detailsOpen);
  const onAttach = (): void => setPicking(true);
  const onTrash = (): void => {
    trash([id]);
    const next = after ?? before;
    if (next === undefined) onClose();
    else onMove(next);
  };
  const actions: KeyActions = {
    ArrowLeft: () => go(before),
    ArrowRight: () => go(after),
    Escape: onClose,
    Delete: readOnly ? undefined : onTrash,
    i: onToggleDetails,
  };

  return (
    <div
      class={detailsOpen ? 'viewer viewer-with-details' : 'viewer'}
      role="dialog"
      aria-modal="true"
      aria-label={photosText.viewer.label}
      tabIndex={-1}
      ref={dialog}
      onKeyDown={keysFor(picking ? {} : actions)}
    >
      <p class="visually-hidden" role="status">
        <ReplacedText>{file ? announcementOf(file) : ''}</ReplacedText>
      </p>
      <ViewerBar {...{ file, readOnly, detailsOpen, onAttach, onToggleDetails, onTrash, onClose }} />
      <ViewerMiddle {...fileState} {...{ isDeleted, readOnly, before, after, onMove, onClose }} />
      {file && <Caption key={`caption-${id}`} file={file} readOnly={readOnly} />}
      {file && detailsOpen && (
        <Details key={`details-${id}`} file={file} readOnly={readOnly} onAttach={onAttach} onClose={onClose} />
      )}
      {picking && <AttachDialog id={id} onEnd={() => setPicking(false)} />}
    </div>
  );
}

/** The dialog to choose the note that the photo is attached to. */
function AttachDialog({ id, onEnd }: { id: string; onEnd: () => void }): JSX.Element {
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
function useIsDeleted(id: string, file: StoredFile | undefined): boolean {
  const seen = useRef<string>(undefined);
  if (file) seen.current = id;
  return !file && seen.current === id;
}

/** Actions by the key that runs them. */
type KeyActions = Partial<Record<string, () => void>>;

/** Return the handler of the viewer's keys. */
function keysFor(actions: KeyActions): (event: KeyboardEvent) => void {
  return (event: KeyboardEvent): void => {
    const act = actions[shortcutKey(event) ?? ''];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
}

function announcementOf(file: StoredFile): string {
  return photosText.viewer.photo(file.caption || withoutBidiControls(file.name), dateTimeInWords(file));
}
