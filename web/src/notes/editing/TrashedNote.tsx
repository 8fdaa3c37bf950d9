import type { JSX } from 'preact';
import { Attachments } from '../../attachments/Attachments';
import type { NoteEditor } from './editor';
import { Preview } from './Preview';

/** A note in the trash, which can only be read. */
export function TrashedNote({ editor }: { editor: NoteEditor }): JSX.Element {
  const { base, draft } = editor.state.value;
  return (
    <div class="note-reading note-trashed">
      <h2 class="note-heading" dir="auto">
        {draft.title}
      </h2>
      <Preview text={draft.text} excerpt="" />
      <Attachments note={base} readOnly />
    </div>
  );
}
