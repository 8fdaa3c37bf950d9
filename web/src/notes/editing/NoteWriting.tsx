import { notesEditingText } from '#text/notesEditing';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { isComposing } from '../../ui/composing';
import { useStableCaret } from './caret';
import { oneLine, type Content } from './content';
import type { NoteEditor } from './editor';
import { TagField } from './TagField';

const { fields } = notesEditingText;

interface Props {
  editor: NoteEditor;
  draft: Content;
  /** Tags of other notes, for suggestions. */
  known: string[];
  /** True to show the text field, too, and not only the title and the tags. */
  isWriting: boolean;
  /** Called to show the text field. */
  onWrite: () => void;
}

/** The fields of a note: title, tags and text. */
export function NoteWriting({ editor, draft, known, isWriting, onWrite }: Props): JSX.Element {
  const title = useRef<HTMLTextAreaElement>(null);
  const text = useRef<HTMLTextAreaElement>(null);
  useStableCaret(title, draft.title);
  useStableCaret(text, draft.text);

  return (
    <div class="note-writing">
      <textarea
        ref={title}
        class="note-heading"
        aria-label={fields.title}
        placeholder={fields.title}
        rows={1}
        maxLength={200}
        dir="auto"
        value={draft.title}
        onInput={(event) => editor.edit({ title: oneLine(event.currentTarget.value) })}
        onKeyDown={(event) => {
          if (isComposing(event) || event.key !== 'Enter') return;
          event.preventDefault();
          onWrite();
          requestAnimationFrame(() => text.current?.focus());
        }}
      />
      <TagField tags={draft.tags} known={known} onChange={(tags) => editor.edit({ tags })} />
      {isWriting && (
        <textarea
          ref={text}
          class="note-text"
          aria-label={fields.text}
          placeholder={fields.textPlaceholder}
          dir="auto"
          value={draft.text}
          onInput={(event) => editor.edit({ text: event.currentTarget.value })}
        />
      )}
    </div>
  );
}
