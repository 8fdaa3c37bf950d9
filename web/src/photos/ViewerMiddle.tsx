import { ChevronLeft, ChevronRight } from 'lucide';
import type { JSX } from 'preact';

import type { Looked } from '../files/useFile';
import { IconButton } from '../ui/Button';
import { ErrorNote } from '../ui/ErrorNote';
import { Stage } from './Stage';

interface ViewerMiddleProps extends Looked {
  /** True if the photo was there, and is no longer. */
  gone: boolean;
  readOnly: boolean;
  before: string | undefined;
  after: string | undefined;
  onMove: (id: string) => void;
  onClose: () => void;
}

/** The photo, or why there is none, and the buttons that lead to its neighbours. */
export function ViewerMiddle(props: ViewerMiddleProps): JSX.Element {
  const { file, urls, error, gone, readOnly, before, after, onMove, onClose } = props;
  return (
    <div class="viewer-middle">
      <p class="viewer-told" role="status">
        {gone && 'This photo was deleted on another device.'}
        {!readOnly && file?.state === 'trashed' && 'This photo is in the trash.'}
      </p>
      {file ? (
        <Stage file={file} urls={urls} before={before} after={after} onMove={onMove} onClose={onClose} />
      ) : (
        <div class="viewer-nothing">{error !== undefined && <ErrorNote error={error} />}</div>
      )}
      {before !== undefined && (
        <IconButton
          class="viewer-step viewer-before"
          icon={ChevronLeft}
          size={28}
          label="Previous photo"
          onClick={() => onMove(before)}
        />
      )}
      {after !== undefined && (
        <IconButton
          class="viewer-step viewer-after"
          icon={ChevronRight}
          size={28}
          label="Next photo"
          onClick={() => onMove(after)}
        />
      )}
    </div>
  );
}
