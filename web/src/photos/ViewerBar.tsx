import { Download, Info, NotebookText, Trash2, X } from 'lucide';
import type { JSX } from 'preact';

import { commonText } from '#text/common';
import { photosText } from '#text/photos';
import type { StoredFile } from '../api/types';
import { download } from '../files/actions';
import { dayInWords } from '../files/takenDate';
import { IconButton } from '../ui/Button';
import { ReplacedText } from '../ui/ReplacedText';

interface ViewerBarProps extends Omit<PhotoActionsProps, 'file'> {
  file: StoredFile | undefined;
  onClose: () => void;
}

/** The bar above a photo: the day of the photo, and its actions. */
export function ViewerBar({ file, onClose, ...actions }: ViewerBarProps): JSX.Element {
  return (
    <header class="viewer-bar">
      <IconButton icon={X} label={commonText.close} onClick={onClose} />
      <p class="viewer-date">{file && <ReplacedText>{dayInWords(file)}</ReplacedText>}</p>
      {file && <PhotoActions file={file} {...actions} />}
    </header>
  );
}

interface PhotoActionsProps {
  file: StoredFile;
  readOnly: boolean;
  /** True while the details are shown. */
  detailsOpen: boolean;
  onAttach: () => void;
  onToggleDetails: () => void;
  onTrash: () => void;
}

/** The actions for a photo. */
function PhotoActions({
  file,
  readOnly,
  detailsOpen,
  onAttach,
  onToggleDetails,
  onTrash,
}: PhotoActionsProps): JSX.Element {
  return (
    <>
      {!readOnly && (
        <IconButton
          icon={NotebookText}
          label={file.note_id === null ? photosText.note.attach : photosText.note.moveToAnother}
          onClick={onAttach}
        />
      )}
      <IconButton
        icon={Download}
        label={photosText.viewer.download}
        disabled={file.status !== 'ready'}
        onClick={() => void download(file.id)}
      />
      <IconButton
        icon={Info}
        label={photosText.viewer.details}
        aria-pressed={detailsOpen}
        aria-expanded={detailsOpen}
        onClick={onToggleDetails}
      />
      {!readOnly && <IconButton icon={Trash2} label={commonText.moveToTrash} onClick={onTrash} />}
    </>
  );
}
