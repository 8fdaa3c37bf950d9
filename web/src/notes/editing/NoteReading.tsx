import { notesEditingText } from '#text/notesEditing';
import type { JSX } from 'preact';
import type { Content } from './content';
import type { NoteEditor } from './editor';
import { Preview } from './Preview';
import { setTask } from './tasks';

/** The preview of a note's text, in which tasks can be checked and unchecked. */
export function NoteReading(props: { editor: NoteEditor; draft: Content; isWide: boolean }): JSX.Element {
  const { editor, isWide } = props;
  const { text } = props.draft;
  return (
    <section class="note-reading" aria-label={notesEditingText.preview}>
      {text.trim() ? (
        <Preview
          text={text}
          excerpt={isWide ? '' : text.slice(0, 200)}
          onTick={(line, done) => editor.edit({ text: setTask(editor.state.peek().draft.text, line, done) })}
        />
      ) : (
        <p class="note-nothing">{notesEditingText.emptyPreview}</p>
      )}
    </section>
  );
}
