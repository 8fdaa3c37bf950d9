import { ChevronLeft, ChevronRight, Download, Info, NotebookText, Trash2, X } from 'lucide';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

import type { StoredFile } from '../api/types';
import { attach, download, trash } from '../files/actions';
import { useFile } from '../files/useFile';
import { dayOf, momentOf } from '../files/when';
import { IconButton } from '../ui/Button';
import { ErrorNote } from '../ui/ErrorNote';
import { shownName } from '../ui/FileName';
import { shortcutOf } from '../ui/keyboard';
import { Caption } from './Caption';
import { Details } from './Details';
import { Layer } from './Layer';
import { NotePicker } from './NotePicker';
import { Stage } from './Stage';
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

function Looking({ id, neighbour, onMove, onClose, readOnly = false }: ViewerProps): JSX.Element {
  const { file, urls, error } = useFile(id);
  const [informed, setInformed] = useState(false);
  const [picking, setPicking] = useState(false);
  const dialog = useRef<HTMLDivElement>(null);
  const seen = useRef<string>(undefined);
  if (file) seen.current = id;
  const before = neighbour(id, -1);
  const after = neighbour(id, 1);

  // Before the first paint: the user may press a key as soon as it is visible.
  useLayoutEffect(() => {
    dialog.current?.focus();
  }, []);

  const go = (to: string | undefined): void => {
    if (to !== undefined) onMove(to);
  };
  const onTrash = (): void => {
    trash([id]);
    const next = after ?? before;
    if (next === undefined) onClose();
    else onMove(next);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (picking) return;
    const act = {
      ArrowLeft: () => go(before),
      ArrowRight: () => go(after),
      Escape: onClose,
      Delete: readOnly ? undefined : onTrash,
      i: () => setInformed(!informed),
    }[shortcutOf(event) ?? ''];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  return (
    <div
      class={informed ? 'viewer viewer-informed' : 'viewer'}
      role="dialog"
      aria-modal="true"
      aria-label="Photo"
      tabIndex={-1}
      ref={dialog}
      onKeyDown={onKeyDown}
    >
      <p class="visually-hidden" role="status">
        <Words>{file ? spoken(file) : ''}</Words>
      </p>
      <header class="viewer-bar">
        <IconButton icon={X} label="Close" onClick={onClose} />
        <p class="viewer-when">{file && <Words>{dayOf(file)}</Words>}</p>
        {file && (
          <>
            {!readOnly && (
              <IconButton
                icon={NotebookText}
                label={file.note_id === null ? 'Attach to a note' : 'Attach to another note'}
                onClick={() => setPicking(true)}
              />
            )}
            <IconButton
              icon={Download}
              label="Download original"
              disabled={file.status !== 'ready'}
              onClick={() => void download(id)}
            />
            <IconButton
              icon={Info}
              label="Details"
              aria-pressed={informed}
              aria-expanded={informed}
              onClick={() => setInformed(!informed)}
            />
            {!readOnly && <IconButton icon={Trash2} label="Move to the trash" onClick={onTrash} />}
          </>
        )}
      </header>
      <div class="viewer-middle">
        <p class="viewer-told" role="status">
          {!file && seen.current === id && 'This photo was deleted on another device.'}
          {!readOnly && file?.state === 'trashed' && 'This photo is in the trash.'}
        </p>
        {file ? (
          <Stage file={file} urls={urls} before={before} after={after} onMove={onMove} onClose={onClose} />
        ) : (
          <div class="viewer-nothing">{error !== undefined && <ErrorNote error={error} />}</div>
        )}
        {before !== undefined && (
          <IconButton
            class="viewer-step viewer-before"
            icon={ChevronLeft}
            size={28}
            label="Previous photo"
            onClick={() => go(before)}
          />
        )}
        {after !== undefined && (
          <IconButton
            class="viewer-step viewer-after"
            icon={ChevronRight}
            size={28}
            label="Next photo"
            onClick={() => go(after)}
          />
        )}
      </div>
      {file && <Caption key={`caption-${id}`} file={file} readOnly={readOnly} />}
      {file && informed && (
        <Details
          key={`details-${id}`}
          file={file}
          readOnly={readOnly}
          onAttach={() => setPicking(true)}
          onClose={onClose}
        />
      )}
      {picking && (
        <NotePicker
          onClose={() => setPicking(false)}
          onPick={async (noteId) => {
            setPicking(false);
            await attach([id], noteId);
          }}
        />
      )}
    </div>
  );
}

function spoken(file: StoredFile): string {
  return `${file.caption || shownName(file.name)}, ${momentOf(file)}`;
}
