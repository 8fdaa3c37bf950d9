import { Archive, ArchiveRestore, ArrowLeft, ChevronDown, ChevronUp, Pin, PinOff, RotateCcw, Trash2 } from 'lucide';
import type { JSX } from 'preact';
import { Button, IconButton } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import type { NoteEditor } from './editor';
import { Menu } from '../../ui/Menu';
import { SaveNote } from './SaveNote';

export type Side = 'write' | 'read';

interface Props {
  editor: NoteEditor;
  /** Path of the list that contains the note. */
  list: string;
  deeds: { pin: () => void; archive: () => void; trash: () => void; restore: () => void };
  /** Navigation to the notes before and after this one in its list; null if there is none. */
  previous: (() => void) | null;
  next: (() => void) | null;
  /** The side shown when there is room for only one; null if there is no choice. */
  side: Side | null;
  onSide: (side: Side) => void;
}

/** The toolbar above a note: back link, save state and actions. */
export function EditorBar({ editor, list, deeds, previous, next, side, onSide }: Props): JSX.Element {
  const { base, draft } = editor.state.value;
  const archived = draft.state === 'archived';
  const pin = draft.pinned ? 'Unpin' : 'Pin';
  const archive = archived ? 'Move back to notes' : 'Archive';
  return (
    <div class="note-bar">
      <a class="icon-button" href={list} aria-label="Back to the list" title="Back to the list">
        <Icon icon={ArrowLeft} />
      </a>
      <SaveNote editor={editor} />
      {side !== null && (
        <div class="note-switch" role="group" aria-label="View">
          <button type="button" aria-pressed={side === 'write'} onClick={() => onSide('write')}>
            Write
          </button>
          <button type="button" aria-pressed={side === 'read'} onClick={() => onSide('read')}>
            Read
          </button>
        </div>
      )}
      <div class="note-deeds">
        <IconButton icon={ChevronUp} label="Previous note" disabled={!previous} onClick={() => previous?.()} />
        <IconButton icon={ChevronDown} label="Next note" disabled={!next} onClick={() => next?.()} />
      </div>
      {base.state === 'trashed' ? (
        <Button icon={RotateCcw} onClick={deeds.restore}>
          Restore
        </Button>
      ) : (
        <>
          <div class="note-deeds">
            <IconButton
              icon={draft.pinned ? PinOff : Pin}
              label={pin}
              aria-pressed={draft.pinned}
              onClick={deeds.pin}
            />
            <IconButton icon={archived ? ArchiveRestore : Archive} label={archive} onClick={deeds.archive} />
            <IconButton icon={Trash2} label="Move to the trash" onClick={deeds.trash} />
          </div>
          <div class="note-deeds-menu">
            <Menu
              label="More for this note"
              items={[
                { label: pin, icon: draft.pinned ? PinOff : Pin, onSelect: deeds.pin },
                { label: archive, icon: archived ? ArchiveRestore : Archive, onSelect: deeds.archive },
                { label: 'Move to the trash', icon: Trash2, onSelect: deeds.trash },
              ]}
            />
          </div>
        </>
      )}
    </div>
  );
}
