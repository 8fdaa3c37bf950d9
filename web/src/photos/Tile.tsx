import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import type { StoredFile, Urls } from '../api/types';
import { previewFor } from '../files/freshness';
import { groundOf } from '../files/ground';
import { catalogue } from '../files/catalogue';
import { usePicture } from '../files/usePicture';
import { momentOf } from '../files/when';
import { shownName } from '../ui/FileName';
import { forgetOwnPicture, ownPicture } from '../files/ownPictures';

interface TileProps {
  file: StoredFile;
  /** The file's URLs, if known; a prop, because a tile whose props do not change is not rendered again. */
  urls: Urls | undefined;
  index: number;
  left: number;
  top: number;
  width: number;
  height: number;
  chosen: boolean;
  /** True if the Tab key stops here; arrow keys reach the others. */
  reachable: boolean;
  /** True while too much scrolls by to load it all. */
  flying: boolean;
  /** True for tiles that are visible before any scrolling. */
  first: boolean;
  onToggle: (id: string, reach: boolean) => void;
}

/** Ids of pictures that were loaded before, and need not fade in again when they come back into view. */
const seen = new Set<string>();

/** A photo in the grid, at its computed position. */
export function Tile({
  file,
  urls,
  index,
  chosen,
  reachable,
  flying,
  first,
  onToggle,
  ...box
}: TileProps): JSX.Element {
  const label = file.caption || shownName(file.name);
  const when = momentOf(file);
  const pending = file.status === 'pending';
  return (
    <li
      class={`tile${chosen ? ' tile-chosen' : ''}${pending ? ' tile-pending' : ''}`}
      style={{
        transform: `translate(${box.left}px, ${box.top}px)`,
        width: `${box.width}px`,
        height: `${box.height}px`,
      }}
    >
      <a
        class="tile-link"
        href={`/photos/${file.id}`}
        data-index={index}
        data-id={file.id}
        tabIndex={reachable ? 0 : -1}
        draggable={false}
        aria-label={`${label}, ${when}${pending ? ', being prepared' : ''}`}
      >
        <TilePicture file={file} urls={urls} width={box.width} height={box.height} flying={flying} first={first} />
      </a>
      <button
        type="button"
        class="tile-check"
        role="checkbox"
        aria-checked={chosen}
        aria-label={`Select ${label}`}
        tabIndex={reachable ? 0 : -1}
        onClick={(event) => onToggle(file.id, event.shiftKey)}
      />
    </li>
  );
}

interface PictureProps {
  file: StoredFile;
  urls: Urls | undefined;
  width: number;
  height: number;
  flying: boolean;
  first: boolean;
}

function TilePicture({ file, urls, width, height, flying, first }: PictureProps): JSX.Element {
  const [loaded, setLoaded] = useState(() => seen.has(file.id));
  // A picture that the user waits for appears at once, without fading in.
  const [appears] = useState(first);

  useEffect(() => {
    if (loaded && file.status === 'ready' && ownPicture(file.id)) setTimeout(() => forgetOwnPicture(file.id), 1000);
  }, [loaded, file.id, file.status]);

  const wanted = flying
    ? undefined
    : previewFor((catalogue.urls(file.id) ?? urls)?.previews ?? [], { width, height }, density());
  const { source, attempt, onError } = usePicture(file.id, wanted);
  const ground = groundOf(file);

  return (
    <span class={`tile-ground${ground.class}`} style={ground.image ? { backgroundImage: ground.image } : {}}>
      {source && (
        <img
          key={attempt}
          class={`tile-picture${loaded ? ' tile-loaded' : ''}${appears ? ' tile-appears' : ''}`}
          // Before `src`, which starts the request.
          fetchpriority={first ? 'high' : 'low'}
          src={source.url}
          alt=""
          width={width}
          height={height}
          decoding="async"
          draggable={false}
          onLoad={() => {
            seen.add(file.id);
            setLoaded(true);
          }}
          onError={onError}
        />
      )}
    </span>
  );
}

export function density(): number {
  return window.devicePixelRatio || 1;
}
