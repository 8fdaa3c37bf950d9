import { notesCaptureText } from '#text/notesCapture';
import { File as FileIcon, X } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { IconButton } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import type { FileRef } from '../store/drafts';
import { waitingFile } from '../store/outboxRequests';

interface Props {
  owner: string;
  files: readonly FileRef[];
  onRemove: (id: string) => void;
}

/** The photos and files of a note that is not sent yet; renders nothing if there are none. */
export function FileRow({ owner, files, onRemove }: Props): JSX.Element | null {
  if (files.length === 0) return null;
  return (
    <ul class="capture-files" role="list" aria-label={notesCaptureText.files.list}>
      {files.map((file) => (
        <li key={file.id} class="capture-file">
          {file.type.startsWith('image/') ? (
            <Thumbnail owner={owner} id={file.id} />
          ) : (
            <Icon icon={FileIcon} size={18} />
          )}
          <span class="capture-file-name">{file.name}</span>
          <IconButton
            icon={X}
            size={16}
            label={notesCaptureText.files.remove(file.name)}
            onClick={() => onRemove(file.id)}
          />
        </li>
      ))}
    </ul>
  );
}

function Thumbnail({ owner, id }: { owner: string; id: string }): JSX.Element {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    let made: string | undefined;
    let isWanted = true;
    void waitingFile(owner, id).then((file) => {
      if (file && isWanted) setUrl((made = URL.createObjectURL(file)));
    });
    return () => {
      isWanted = false;
      if (made !== undefined) URL.revokeObjectURL(made);
    };
  }, [owner, id]);
  return url === undefined ? <Icon icon={FileIcon} size={18} /> : <img class="capture-file-picture" src={url} alt="" />;
}
