import { Download, Info, NotebookText, Trash2, X } from 'lucide';
import type { JSX } from 'preact';

import type { StoredFile } from '../api/types';
import { download } from '../files/actions';
import { dayOf } from '../files/when';
import { IconButton } from '../ui/Button';
import { Words } from '../ui/Words';

interface ViewerBarProps extends Omit<ActionsProps, 'file'> {
  file: StoredFile | undefined;
  onClose: () => void;
}

/** The bar above a photo: the day of the photo, and its actions. */
export function ViewerBar({ file, onClose, ...actions }: ViewerBarProps): JSX.Element {
  return (
    <header class="viewer-bar">
      <IconButton icon={X} label="Close" onClick={onClose} />
      <p class="viewer-when">{file && <Words>{dayOf(file)}</Words>}</p>
      {file && <Actions file={file} {...actions} />}
    </header>
  );
}

interface ActionsProps {
  file: StoredFile;
  readOnly: boolean;
  /** True while the details are shown. */
  informed: boolean;
  onAttach: () => void;
  onInform: () => void;
  onTrash: () => void;
}

/** The actions for a photo. */
function Actions({ file, readOnly, informed, onAttach, onInform, onTrash }: ActionsProps): JSX.Element {
  return (
    <>
      {!readOnly && (
        <IconButton
          icon={NotebookText}
          label={file.note_id === null ? 'Attach to a note' : 'Attach to another note'}
          onClick={onAttach}
        />
      )}
      <IconButton
        icon={Download}
        label="Download original"
        disabled={file.status !== 'ready'}
        onClick={() => void download(file.id)}
      />
      <IconButton icon={Info} label="Details" aria-pressed={informed} aria-expanded={informed} onClick={onInform} />
      {!readOnly && <IconButton icon={Trash2} label="Move to the trash" onClick={onTrash} />}
    </>
  );
}
