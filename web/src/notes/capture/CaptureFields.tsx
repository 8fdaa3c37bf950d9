import { notesCaptureText } from '#text/notesCapture';
import type { JSX, RefObject } from 'preact';
import { isComposing } from '../../ui/composing';
import { useStableCaret } from '../editing/caret';
import type { Capture } from './capture';
import { TagField } from '../editing/TagField';

interface Props {
  capture: Capture;
  field: RefObject<HTMLTextAreaElement | null>;
  /** True if the title and tags are shown. */
  isOpen: boolean;
  /** Tags of other notes, for suggestions. */
  known: string[];
}

/** The fields of the capture box: one line, or a whole note. */
export function CaptureFields({ capture, field, isOpen, known }: Props): JSX.Element {
  const { title, text, tags } = capture.draft.value;
  const problem = capture.problem.value;
  useStableCaret(field, text);
  return (
    <>
      {isOpen && (
        <input
          class="capture-title"
          aria-label={notesCaptureText.title}
          placeholder={notesCaptureText.title}
          maxLength={200}
          dir="auto"
          value={title}
          onInput={(event) => capture.change({ title: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || isComposing(event) || event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            field.current?.focus();
          }}
        />
      )}
      <textarea
        ref={field}
        data-capture
        class="capture-text"
        aria-label={notesCaptureText.text.label}
        placeholder={notesCaptureText.text.placeholder}
        rows={isOpen ? 4 : 1}
        dir="auto"
        value={text}
        aria-describedby={problem ? 'capture-problem' : undefined}
        onInput={(event) => capture.change({ text: event.currentTarget.value })}
      />
      {isOpen && <TagField tags={tags} known={known} onChange={(next) => capture.change({ tags: next })} />}
      {problem && (
        <p class="capture-problem" id="capture-problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
