import { notesEditingText } from '#text/notesEditing';
import type { JSX } from 'preact';
import type { Note } from '../../api/types';
import { Attachments } from '../../attachments/Attachments';
import { formatDateAndTime } from '../../ui/format';
import type { NoteEditor } from './editor';
import type { Side } from './EditorBar';
import { NoteReading } from './NoteReading';
import { NoteWriting } from './NoteWriting';

interface Props {
  editor: NoteEditor;
  /** Tags of other notes, for suggestions. */
  known: string[];
  /** True if there is room for both sides. */
  isWide: boolean;
  /** The side shown when there is room for only one. */
  side: Side;
  onSide: (side: Side) => void;
}

/** The fields of a note and its preview, side by side or one at a time, and its attachments below. */
export function NoteSides({ editor, known, isWide, side, onSide }: Props): JSX.Element {
  const { base, draft } = editor.state.value;
  const isWriting = isWide || side === 'write';
  const isReading = isWide || side === 'read';
  return (
    <div class={isWide ? 'note-sides' : 'note-side'}>
      <NoteWriting editor={editor} draft={draft} known={known} isWriting={isWriting} onWrite={() => onSide('write')} />
      {isReading && <NoteReading editor={editor} draft={draft} isWide={isWide} />}
      <NoteFooter note={base} />
    </div>
  );
}

/** The attachments of a note, and the times at which it was written and changed. */
function NoteFooter({ note }: { note: Note }): JSX.Element {
  return (
    <div class="note-footer">
      <Attachments note={note} />
      <p class="note-facts-line">
        {notesEditingText.created(formatDateAndTime(note.created_at))}
        {note.edited_at !== note.created_at && notesEditingText.edited(formatDateAndTime(note.edited_at))}
      </p>
    </div>
  );
}
