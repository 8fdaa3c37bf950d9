import type { JSX } from 'preact';
import { Button } from '../../ui/Button';
import { dateAndTime } from '../../ui/format';
import { isDirty, type Autosave } from './phases';
import type { NoteEditor } from './editor';

/** The notice above a note that was changed elsewhere while it is being edited, with a button to choose a version. */
export function Ahead({ editor }: { editor: NoteEditor }): JSX.Element {
  const { phase, base } = editor.state.value;
  const words = wordsFor(editor.state.value);
  return (
    <div role="status">
      {words && (
        <div class="note-ahead">
          <p key={words}>{words}</p>
          <Button onClick={() => editor.choose()}>Compare and choose</Button>
        </div>
      )}
      {!words && phase.name !== 'conflict' && base.state === 'trashed' && (
        <p class="note-ahead">This note is in the trash.</p>
      )}
    </div>
  );
}

function wordsFor(autosave: Autosave): string | undefined {
  const { phase } = autosave;
  if (phase.name === 'rereading' && phase.theirs) return ahead(phase.theirs);
  if (phase.name !== 'ahead') return undefined;
  if (phase.theirs) return ahead(phase.theirs);
  const kept = isDirty(autosave) ? 'What you write is kept here' : 'It is still here';
  return `This note was deleted on another device. ${kept}, until you choose what to do with it.`;
}

function ahead({ state, updated_at }: { state: string; updated_at: string }): string {
  const what = state === 'trashed' ? 'Moved to the trash' : 'Changed';
  return `${what} on another device, ${dateAndTime(updated_at)}. What you write is kept here, and saved once you choose.`;
}
