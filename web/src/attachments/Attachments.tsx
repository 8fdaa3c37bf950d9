import { Paperclip } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import { attachmentsText } from '#text/attachments';
import type { StoredFile } from '../api/types';
import { LazyViewer } from '../photos/LazyViewer';
import { enqueue } from '../uploads/uploads';
import { Button } from '../ui/Button';
import { ErrorNote } from '../ui/ErrorNote';
import { AttachedFile } from './AttachedFile';
import { AttachedPhoto } from './AttachedPhoto';
import { useNoteFiles } from './useNoteFiles';
import './Attachments.css';

const text = attachmentsText.note;

interface AttachmentsProps {
  note: { id: string; file_ids: readonly string[] };
  /** True if the note is in the trash: nothing can be added or changed. */
  readOnly?: boolean;
}

/** The attachments of a note: its photos in a row, and its files below them. */
export function Attachments({ note, readOnly = false }: AttachmentsProps): JSX.Element | null {
  const { files, error, retry } = useNoteFiles(note, readOnly);
  const photos = files.filter((file) => file.kind === 'image' && file.status !== 'rejected');
  const others = files.filter((file) => !photos.includes(file));
  const overlay = useOverlay();

  if (error !== undefined) return <ErrorNote error={error} retry={retry} />;
  if (readOnly && files.length === 0) return null;
  return (
    <section class="attachments" aria-label={text.label}>
      {photos.length > 0 && (
        <ul class="attachments-photos" aria-label={text.photos}>
          {photos.map((photo) => (
            <AttachedPhoto key={photo.id} file={photo} onOpen={() => overlay.open(photo.id)} />
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <ul class="attachments-files" aria-label={text.files}>
          {others.map((file) => (
            <AttachedFile key={file.id} file={file} readOnly={readOnly} />
          ))}
        </ul>
      )}
      {!readOnly && <AddFiles noteId={note.id} />}
      {overlay.id !== undefined && (
        <LazyViewer
          id={overlay.id}
          neighbour={(id, step) => neighbourOf(photos, id, step)}
          onMove={overlay.move}
          onClose={overlay.close}
          readOnly={readOnly}
        />
      )}
    </section>
  );
}

function neighbourOf(photos: readonly StoredFile[], id: string, step: 1 | -1): string | undefined {
  const at = photos.findIndex((photo) => photo.id === id);
  return at < 0 ? undefined : photos[at + step]?.id;
}

/** Control which photo is open over the note. Opening adds a history entry, so that the back button closes it. */
function useOverlay(): {
  id: string | undefined;
  open: (id: string) => void;
  move: (id: string) => void;
  close: () => void;
} {
  const [id, setId] = useState<string>();
  useEffect(() => {
    if (id === undefined) return undefined;
    const onBack = (): void => setId(undefined);
    addEventListener('popstate', onBack);
    return () => removeEventListener('popstate', onBack);
  }, [id]);
  return {
    id,
    open: (wanted) => {
      history.pushState(null, '', location.href);
      setId(wanted);
    },
    move: setId,
    close: () => history.back(),
  };
}

function AddFiles({ noteId }: { noteId: string }): JSX.Element {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <div>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          void enqueue([...(event.currentTarget.files ?? [])], { noteId });
          event.currentTarget.value = '';
        }}
      />
      <Button kind="plain" icon={Paperclip} onClick={() => picker.current?.click()}>
        {text.add}
      </Button>
    </div>
  );
}
