import { commonText } from '#text/common';
import { notesCaptureText } from '#text/notesCapture';
import { Maximize2, Paperclip } from 'lucide';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { Button, IconButton } from '../../ui/Button';

interface Props {
  /** Hint on saving, or the current status. */
  hint: string;
  isEmpty: boolean;
  isOpen: boolean;
  onOpen: () => void;
  onFiles: (files: File[]) => void;
  onSave: () => void;
}

/** The buttons of the capture box. */
export function CaptureActions({ hint, isEmpty, isOpen, onOpen, onFiles, onSave }: Props): JSX.Element {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <div class="capture-actions">
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <IconButton icon={Paperclip} label={notesCaptureText.files.add} onClick={() => picker.current?.click()} />
      {!isOpen && <IconButton icon={Maximize2} label={notesCaptureText.expand} onClick={onOpen} />}
      <span class="capture-hint">{hint}</span>
      <Button kind="primary" disabled={isEmpty} onClick={onSave}>
        {commonText.save}
      </Button>
    </div>
  );
}
