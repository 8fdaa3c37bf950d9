import { notesEditingText } from '#text/notesEditing';
import type { JSX } from 'preact';
import { Button } from '../../ui/Button';
import { formatDateAndTime } from '../../ui/format';
import { isDirty, type Autosave } from './autosaveState';
import type { NoteEditor } from './editor';

const { elsewhere } = notesEditingText;

/** The notice above a note that was changed elsewhere while it is being edited, with a button to choose a version. */
export function ChangedElsewhere({ editor }: { editor: NoteEditor }): JSX.Element {
  const { phase, base } = editor.state.value;
  const notice = noticeFor(editor.state.value);
  return (
    <div role="status">
      {notice && (
        <div class="note-notice">
          <p key={notice}>{notice}</p>
          <Button onClick={() => editor.choose()}>{elsewhere.choose}</Button>
        </div>
      )}
      {!notice && phase.name !== 'conflict' && base.state === 'trashed' && (
        <p class="note-notice">{notesEditingText.isInTrash}</p>
      )}
    </div>
  );
}

function noticeFor(autosave: Autosave): string | undefined {
  const { phase } = autosave;
  if (phase.name === 'rereading' && phase.theirs) return newerVersionNotice(phase.theirs);
  if (phase.name !== 'changedElsewhere') return undefined;
  if (phase.theirs) return newerVersionNotice(phase.theirs);
  return isDirty(autosave) ? elsewhere.deletedWithEdits : elsewhere.deleted;
}

function newerVersionNotice({ state, updated_at }: { state: string; updated_at: string }): string {
  const when = formatDateAndTime(updated_at);
  return state === 'trashed' ? elsewhere.trashed(when) : elsewhere.changed(when);
}
