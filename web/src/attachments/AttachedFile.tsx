import { CircleAlert, Download, File as FileIcon, Trash2, Unlink } from 'lucide';
import type { JSX } from 'preact';

import { attachmentsText } from '#text/attachments';
import type { StoredFile } from '../api/types';
import { Icon } from '../ui/Icon';
import { IconButton } from '../ui/Button';
import { FileName, withoutBidiControls } from '../ui/FileName';
import { formatBytes } from '../ui/format';
import { detach, download, trash } from '../files/actions';
import { useFile } from '../files/useFile';

const text = attachmentsText.file;

/** A file attached to a note that is not shown as a photo. */
export function AttachedFile({ file, readOnly }: { file: StoredFile; readOnly: boolean }): JSX.Element {
  const { id, name, status } = file;
  const shown = withoutBidiControls(name);
  useFile(id);
  return (
    <li class={`attached-file attached-file-${status}`}>
      <Icon icon={status === 'rejected' ? CircleAlert : FileIcon} />
      <div class="attached-file-text">
        <p class="attached-file-name" title={shown}>
          <FileName name={name} />
        </p>
        <p class="attached-file-state">{stateText(file)}</p>
      </div>
      <IconButton
        icon={Download}
        label={text.download(shown)}
        disabled={status !== 'ready'}
        onClick={() => void download(id)}
      />
      {!readOnly && (
        <>
          {status === 'ready' && (
            <IconButton icon={Unlink} label={text.removeFromNote(shown)} onClick={() => detach(file)} />
          )}
          <IconButton icon={Trash2} label={text.moveToTrash(shown)} onClick={() => trash([id])} />
        </>
      )}
    </li>
  );
}

function stateText(file: StoredFile): string {
  if (file.status === 'rejected') return file.reason ?? text.rejected;
  return file.status === 'pending' ? text.pending : formatBytes(file.size);
}
