import type { JSX } from 'preact';

import type { StoredFile } from '../api/types';
import { previewFor } from '../files/freshness';
import { groundOf } from '../files/ground';
import { useFile } from '../files/useFile';
import { usePicture } from '../files/usePicture';
import { momentOf } from '../files/when';
import { shownName } from '../ui/FileName';
import { useViewerSoon } from '../photos/LazyViewer';
import { ownPicture } from '../files/ownPictures';
import { density } from '../photos/Tile';

const HEIGHT = 120;

/** A photo in a note's row of photos, or in the trash. */
export function AttachedPhoto({ file, onOpen }: { file: StoredFile; onOpen: () => void }): JSX.Element {
  useViewerSoon();
  const width = Math.round(HEIGHT * Math.min(2, Math.max(0.6, shapeOf(file))));
  return (
    <li class="attached-photo" style={{ width: `${width}px`, height: `${HEIGHT}px` }}>
      <button
        type="button"
        class="attached-photo-open"
        aria-label={`Open ${file.caption || shownName(file.name)}, ${momentOf(file)}`}
        onClick={onOpen}
      >
        <Thumbnail file={file} width={width} height={HEIGHT} />
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
  const ground = groundOf(file);
  return (
    <span class={`thumbnail${ground.class}`} style={ground.image ? { backgroundImage: ground.image } : {}}>
      {source && (
        <img key={attempt} src={source.url} alt="" width={width} height={height} draggable={false} onError={onError} />
      )}
    </span>
  );
}

function shapeOf({ id, width, height }: StoredFile): number {
  const own = ownPicture(id);
  if (width && height) return width / height;
  return own ? own.width / own.height : 1;
}
