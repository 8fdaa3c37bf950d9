import { notesCaptureText } from '#text/notesCapture';
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { isComposing } from '../../ui/composing';
import { latinKey } from '../../ui/keyboard';
import { useFileDrop } from '../../ui/fileDrop';
import type { Capture } from './capture';
import './CaptureBox.css';
import { isBlank, isLong } from './captureDraft';
import { CaptureFields } from './CaptureFields';
import { CaptureActions } from './CaptureActions';
import { pastedFiles } from '../editing/pastedFiles';
import { FileRow } from './FileRow';
import { tagsOf } from '../store/search';
import { useMedia } from '../../ui/useMedia';
import { WaitingNotes } from './WaitingNotes';
import type { NotesStore } from '../store/notesStore';

/** The box for a quick note: one line that expands to a whole note on demand. */
export function CaptureBox({ store }: { store: NotesStore }): JSX.Element {
  const { capture, outbox, owner } = store;
  const draft = capture.draft.value;
  const [isExpanded, setExpanded] = useState(false);
  const isOpen = isExpanded || isLong(draft);
  const field = useRef<HTMLTextAreaElement>(null);
  const hasKeyboard = useMedia('(hover: hover)');
  const { notes } = store.lists.loaded.listing('active').value;
  const known = useMemo(() => tagsOf(notes.values()), [notes]);
  useAdoptDraft(capture);

  const save = (): void => {
    capture.save();
    setExpanded(false);
    field.current?.focus();
  };
  const saveWith = (files: File[]): void => {
    void capture.saveWith(files);
    setExpanded(false);
  };
  // Files can be dropped anywhere on the list, not only on the box.
  const isOver = useFileDrop(saveWith);
  const isEmpty = isBlank(draft);
  const saveHint = isOpen ? notesCaptureText.hint.expanded : notesCaptureText.hint.oneLine;
  const hint = hasKeyboard && !isEmpty ? saveHint : outbox.sending.value ? notesCaptureText.saving : '';

  return (
    <section
      class={isOver ? 'capture capture-over' : 'capture'}
      aria-label={notesCaptureText.label}
      onKeyDown={(event) => {
        const action = isComposing(event) ? null : keyAction(event, !isOpen && hasKeyboard);
        if (!action) return;
        event.preventDefault();
        if (action === 'save') save();
        else if (event.target instanceof HTMLElement) event.target.blur();
      }}
      onCompositionStart={() => capture.compose(true)}
      onCompositionEnd={() => capture.compose(false)}
      onPaste={(event) => saveWith(pastedFiles(event))}
    >
      <CaptureFields capture={capture} field={field} isOpen={isOpen} known={known} />
      <FileRow owner={owner} files={draft.files} onRemove={(id) => capture.removeFile(id)} />
      <CaptureActions
        hint={hint}
        isEmpty={isEmpty}
        isOpen={isOpen}
        onOpen={() => {
          setExpanded(true);
          field.current?.focus();
        }}
        onFiles={saveWith}
        onSave={save}
      />
      <WaitingNotes owner={owner} outbox={outbox} capture={capture} />
    </section>
  );
}

function keyAction(event: KeyboardEvent, isOneLine: boolean): 'save' | 'leave' | null {
  const isCommand = event.ctrlKey || event.metaKey;
  if (isCommand && (event.key === 'Enter' || latinKey(event) === 's')) return 'save';
  // On a button or in a file's row, Enter keeps its usual effect.
  const isInText = event.target instanceof HTMLTextAreaElement;
  if (event.key === 'Enter' && isInText && isOneLine && !event.shiftKey && !event.altKey) return 'save';
  return event.key === 'Escape' ? 'leave' : null;
}

/** Look for a draft left by a closed tab when the box is shown and whenever the page becomes visible again. */
function useAdoptDraft(capture: Capture): void {
  useEffect(() => {
    const adopt = (): void => void capture.adopt();
    const onVisible = (): void => {
      if (document.visibilityState === 'visible') adopt();
    };
    adopt();
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      document.removeEventListener('visibilitychange', onVisible);
      capture.compose(false);
    };
  }, [capture]);
}
