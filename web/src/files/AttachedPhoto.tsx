import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { StoredFile } from '../api/types';
import { previewFor } from './freshness';
import { groundOf } from './ground';
import { useFile } from './useFile';
import { momentOf } from './when';
import { shownName } from '../ui/FileName';
import { useViewerSoon } from '../photos/LazyViewer';
import { ownPicture } from '../photos/pictures';
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

/** A small picture of a file, with its placeholder beneath until it is there. */
export function Thumbnail({ file, width, height }: { file: StoredFile; width: number; height: number }): JSX.Element {
  const { urls, renew } = useFile(file.id);
  const [loaded, setLoaded] = useState<string>();
  const [failures, setFailures] = useState(0);
  const ground = groundOf(file);
  // What is loaded stays, although its URL goes stale.
  const source = loaded ?? previewFor(urls?.previews ?? [], { width, height }, density())?.url;
  return (
    <span class={`thumbnail${ground.class}`} style={ground.image ? { backgroundImage: ground.image } : {}}>
      {source !== undefined && failures < 3 && (
        <img
          key={failures}
          src={source}
          alt=""
          width={width}
          height={height}
          draggable={false}
          onLoad={() => setLoaded(source)}
          onError={() => {
            setLoaded(undefined);
            setFailures(failures + 1);
            renew();
          }}
        />
      )}
    </span>
  );
}

function shapeOf({ id, width, height }: StoredFile): number {
  const own = ownPicture(id);
  if (width && height) return width / height;
  return own ? own.width / own.height : 1;
}
