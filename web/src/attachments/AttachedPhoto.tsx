import type { JSX } from 'preact';

import { attachmentsText } from '#text/attachments';
import type { StoredFile } from '../api/types';
import { previewFor } from '../files/freshness';
import { backgroundOf } from '../files/background';
import { useFile } from '../files/useFile';
import { usePicture } from '../files/usePicture';
import { dateTimeInWords } from '../files/takenDate';
import { withoutBidiControls } from '../ui/FileName';
import { useViewerPreload } from '../photos/LazyViewer';
import { localPreview } from '../files/localPreviews';
import { density } from '../photos/Tile';

const PHOTO_HEIGHT_PX = 120;

/** A photo in a note's row of photos, or in the trash. */
export function AttachedPhoto({ file, onOpen }: { file: StoredFile; onOpen: () => void }): JSX.Element {
  useViewerPreload();
  const width = Math.round(PHOTO_HEIGHT_PX * Math.min(2, Math.max(0.6, aspectRatioOf(file))));
  return (
    <li class="attached-photo" style={{ width: `${width}px`, height: `${PHOTO_HEIGHT_PX}px` }}>
      <button
        type="button"
        class="attached-photo-open"
        aria-label={attachmentsText.photo.open(file.caption || withoutBidiControls(file.name), dateTimeInWords(file))}
        onClick={onOpen}
      >
        <Thumbnail file={file} width={width} height={PHOTO_HEIGHT_PX} />
      </button>
    </li>
  );
}

/** A small preview of a file, with its placeholder beneath until it is loaded. */
export function Thumbnail({ file, width, height }: { file: StoredFile; width: number; height: number }): JSX.Element {
  const { urls } = useFile(file.id);
  const { source, attempt, onError } = usePicture(
    file.id,
    previewFor(urls?.previews ?? [], { width, height }, density()),
  );
  const background = backgroundOf(file);
  return (
    <span class={`thumbnail${background.class}`} style={background.image ? { backgroundImage: background.image } : {}}>
      {source && (
        <img key={attempt} src={source.url} alt="" width={width} height={height} draggable={false} onError={onError} />
      )}
    </span>
  );
}

function aspectRatioOf({ id, width, height }: StoredFile): number {
  const own = localPreview(id);
  if (width && height) return width / height;
  return own ? own.width / own.height : 1;
}
