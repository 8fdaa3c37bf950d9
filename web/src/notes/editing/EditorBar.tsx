import { commonText } from '#text/common';
import { notesText } from '#text/notes';
import { notesEditingText } from '#text/notesEditing';
import { Archive, ArchiveRestore, ArrowLeft, ChevronDown, ChevronUp, Pin, PinOff, RotateCcw, Trash2 } from 'lucide';
import type { JSX } from 'preact';
import { Button, IconButton } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import type { NoteEditor } from './editor';
import { Menu } from '../../ui/Menu';
import { SaveStatus } from './SaveStatus';

const { bar } = notesEditingText;

export type Side = 'write' | 'read';

interface Props {
  editor: NoteEditor;
  /** Path of the list that contains the note. */
  list: string;
  actions: { pin: () => void; archive: () => void; trash: () => void; restore: () => void };
  /** Navigation to the notes before and after this one in its list; null if there is none. */
  previous: (() => void) | null;
  next: (() => void) | null;
  /** The side shown when there is room for only one; null if there is no choice. */
  side: Side | null;
  onSide: (side: Side) => void;
}

/** The toolbar above a note: back link, save state and actions. */
export function EditorBar({ editor, list, actions, previous, next, side, onSide }: Props): JSX.Element {
  const { base, draft } = editor.state.value;
  const archived = draft.state === 'archived';
  const pin = draft.pinned ? notesText.actions.unpin : notesText.actions.pin;
  const archive = archived ? notesText.actions.moveBack : commonText.archive;
  return (
    <div class="note-bar">
      <a class="icon-button" href={list} aria-label={bar.back} title={bar.back}>
        <Icon icon={ArrowLeft} />
      </a>
      <SaveStatus editor={editor} />
      {side !== null && (
        <div class="note-switch" role="group" aria-label={bar.sides.label}>
          <button type="button" aria-pressed={side === 'write'} onClick={() => onSide('write')}>
            {bar.sides.write}
          </button>
          <button type="button" aria-pressed={side === 'read'} onClick={() => onSide('read')}>
            {bar.sides.read}
          </button>
        </div>
      )}
      <div class="note-actions">
        <IconButton icon={ChevronUp} label={bar.previous} disabled={!previous} onClick={() => previous?.()} />
        <IconButton icon={ChevronDown} label={bar.next} disabled={!next} onClick={() => next?.()} />
      </div>
      {base.state === 'trashed' ? (
        <Button icon={RotateCcw} onClick={actions.restore}>
          {commonText.restore}
        </Button>
      ) : (
        <>
          <div class="note-actions">
            <IconButton
              icon={draft.pinned ? PinOff : Pin}
              label={pin}
              aria-pressed={draft.pinned}
              onClick={actions.pin}
            />
            <IconButton icon={archived ? ArchiveRestore : Archive} label={archive} onClick={actions.archive} />
            <IconButton icon={Trash2} label={commonText.moveToTrash} onClick={actions.trash} />
          </div>
          <div class="note-actions-menu">
            <Menu
              label={bar.moreActions}
              items={[
                { label: pin, icon: draft.pinned ? PinOff : Pin, onSelect: actions.pin },
                { label: archive, icon: archived ? ArchiveRestore : Archive, onSelect: actions.archive },
                { label: commonText.moveToTrash, icon: Trash2, onSelect: actions.trash },
              ]}
            />
          </div>
        </>
      )}
    </div>
  );
}
