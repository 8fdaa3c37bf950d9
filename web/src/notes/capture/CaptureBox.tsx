import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { isComposing } from '../../ui/composing';
import { keyOf } from '../../ui/keyboard';
import { useFileDrop } from '../../ui/fileDrop';
import type { Capture } from './capture';
import './CaptureBox.css';
import { isBlank, isLong } from './captureDraft';
import { CaptureFields } from './CaptureFields';
import { CaptureFoot } from './CaptureFoot';
import { pastedFiles } from '../editing/pastedFiles';
import { FileRow } from './FileRow';
import { tagsOf } from '../store/search';
import { useMedia } from '../hooks';
import { WaitingNotes } from './WaitingNotes';
import type { NotesStore } from '../store/notesStore';

/** The box for a quick note: one line that expands to a whole note on demand. */
export function CaptureBox({ store }: { store: NotesStore }): JSX.Element {
  const { capture, outbox, owner } = store;
  const draft = capture.draft.value;
  const [wantsRoom, setWantsRoom] = useState(false);
  const isOpen = wantsRoom || isLong(draft);
  const field = useRef<HTMLTextAreaElement>(null);
  const hasKeys = useMedia('(hover: hover)');
  const { notes } = store.lists.listing('active').value;
  const known = useMemo(() => tagsOf(notes.values()), [notes]);
  useAdoption(capture);

  const save = (): void => {
    capture.save();
    setWantsRoom(false);
    field.current?.focus();
  };
  const saveWith = (files: File[]): void => {
    void capture.saveWith(files);
    setWantsRoom(false);
  };
  // Files can be dropped anywhere on the list, not only on the box.
  const isOver = useFileDrop(saveWith);
  const isEmpty = isBlank(draft);
  const how = isOpen ? 'Ctrl+Enter to save' : 'Enter to save · Shift+Enter for a new line';
  const hint = hasKeys && !isEmpty ? how : outbox.sending.value ? 'Saving…' : '';

  return (
    <section
      class={isOver ? 'capture capture-over' : 'capture'}
      aria-label="New note"
      onKeyDown={(event) => {
        const deed = isComposing(event) ? null : deedOf(event, !isOpen && hasKeys);
        if (!deed) return;
        event.preventDefault();
        if (deed === 'save') save();
        else if (event.target instanceof HTMLElement) event.target.blur();
      }}
      onCompositionStart={() => capture.compose(true)}
      onCompositionEnd={() => capture.compose(false)}
      onPaste={(event) => saveWith(pastedFiles(event))}
    >
      <CaptureFields capture={capture} field={field} isOpen={isOpen} known={known} />
      <FileRow owner={owner} files={draft.files} onRemove={(id) => capture.removeFile(id)} />
      <CaptureFoot
        hint={hint}
        isEmpty={isEmpty}
        isOpen={isOpen}
        onOpen={() => {
          setWantsRoom(true);
          field.current?.focus();
        }}
        onFiles={saveWith}
        onSave={save}
      />
      <WaitingNotes owner={owner} outbox={outbox} capture={capture} />
    </section>
  );
}

function deedOf(event: KeyboardEvent, isOneLine: boolean): 'save' | 'leave' | null {
  const isCommand = event.ctrlKey || event.metaKey;
  if (isCommand && (event.key === 'Enter' || keyOf(event) === 's')) return 'save';
  // On a button or in a file's row, Enter keeps its usual effect.
  const isInText = event.target instanceof HTMLTextAreaElement;
  if (event.key === 'Enter' && isInText && isOneLine && !event.shiftKey && !event.altKey) return 'save';
  return event.key === 'Escape' ? 'leave' : null;
}

/** Look for a draft left by a closed tab when the box is shown and whenever the page becomes visible again. */
function useAdoption(capture: Capture): void {
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
