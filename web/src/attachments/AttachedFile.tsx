import { CircleAlert, Download, File as FileIcon, Trash2, Unlink } from 'lucide';
import type { JSX } from 'preact';

import type { StoredFile } from '../api/types';
import { Icon } from '../ui/Icon';
import { IconButton } from '../ui/Button';
import { FileName, shownName } from '../ui/FileName';
import { bytes } from '../ui/format';
import { detach, download, trash } from '../files/actions';
import { useFile } from '../files/useFile';

/** A file attached to a note that is not shown as a photo. */
export function AttachedFile({ file, readOnly }: { file: StoredFile; readOnly: boolean }): JSX.Element {
  const { id, name, status } = file;
  const shown = shownName(name);
  useFile(id);
  return (
    <li class={`attached-file attached-file-${status}`}>
      <Icon icon={status === 'rejected' ? CircleAlert : FileIcon} />
      <div class="attached-file-words">
        <p class="attached-file-name" title={shown}>
          <FileName name={name} />
        </p>
        <p class="attached-file-state">{stateOf(file)}</p>
      </div>
      <IconButton
        icon={Download}
        label={`Download ${shown}`}
        disabled={status !== 'ready'}
        onClick={() => void download(id)}
      />
      {!readOnly && (
        <>
          {status === 'ready' && (
            <IconButton icon={Unlink} label={`Remove ${shown} from note`} onClick={() => detach(file)} />
          )}
          <IconButton icon={Trash2} label={`Move ${shown} to the trash`} onClick={() => trash([id])} />
        </>
      )}
    </li>
  );
}

function stateOf(file: StoredFile): string {
  if (file.status === 'rejected') return file.reason ?? 'It could not be taken in.';
  return file.status === 'pending' ? 'On its way' : bytes(file.size);
}
