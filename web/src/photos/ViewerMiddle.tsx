import { ChevronLeft, ChevronRight } from 'lucide';
import type { JSX } from 'preact';

import { photosText } from '#text/photos';
import type { FileState } from '../files/useFile';
import { IconButton } from '../ui/Button';
import { ErrorNote } from '../ui/ErrorNote';
import { Stage } from './Stage';

interface ViewerMiddleProps extends FileState {
  /** True if the photo was there, and is no longer. */
  isDeleted: boolean;
  readOnly: boolean;
  before: string | undefined;
  after: string | undefined;
  onMove: (id: string) => void;
  onClose: () => void;
}

/** The photo, or why there is none, and the buttons that lead to its neighbours. */
export function ViewerMiddle(props: ViewerMiddleProps): JSX.Element {
  const { file, urls, error, isDeleted, readOnly, before, after, onMove, onClose } = props;
  return (
    <div class="viewer-middle">
      <p class="viewer-notice" role="status">
        {isDeleted && photosText.viewer.deleted}
        {!readOnly && file?.state === 'trashed' && photosText.viewer.trashed}
      </p>
      {file ? (
        <Stage file={file} urls={urls} before={before} after={after} onMove={onMove} onClose={onClose} />
      ) : (
        <div class="viewer-empty">{error !== undefined && <ErrorNote error={error} />}</div>
      )}
      {before !== undefined && (
        <IconButton
          class="viewer-step viewer-before"
          icon={ChevronLeft}
          size={28}
          label={photosText.viewer.previous}
          onClick={() => onMove(before)}
        />
      )}
      {after !== undefined && (
        <IconButton
          class="viewer-step viewer-after"
          icon={ChevronRight}
          size={28}
          label={photosText.viewer.next}
          onClick={() => onMove(after)}
        />
      )}
    </div>
  );
}
