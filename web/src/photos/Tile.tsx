import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { photosText } from '#text/photos';
import type { StoredFile, Urls } from '../api/types';
import { previewFor } from '../files/freshness';
import { backgroundOf } from '../files/background';
import { catalogue } from '../files/sharedCatalogue';
import { usePicture } from '../files/usePicture';
import { dateTimeInWords } from '../files/takenDate';
import { withoutBidiControls } from '../ui/FileName';
import { removeLocalPreview, localPreview } from '../files/localPreviews';

interface TileProps {
  file: StoredFile;
  /** The file's URLs, if known; a prop, because a tile whose props do not change is not rendered again. */
  urls: Urls | undefined;
  index: number;
  left: number;
  top: number;
  width: number;
  height: number;
  selected: boolean;
  /** True if the Tab key stops here; arrow keys reach the others. */
  isTabStop: boolean;
  /** True while too much scrolls by to load it all. */
  isScrollingFast: boolean;
  /** True for tiles that are visible before any scrolling. */
  isAboveFold: boolean;
  onToggle: (id: string, extend: boolean) => void;
}

/** Ids of pictures that were loaded before, and need not fade in again when they come back into view. */
const loadedIds = new Set<string>();

/** A photo in the grid, at its computed position. */
export function Tile({
  file,
  urls,
  index,
  selected,
  isTabStop,
  isScrollingFast,
  isAboveFold,
  onToggle,
  ...box
}: TileProps): JSX.Element {
  const label = file.caption || withoutBidiControls(file.name);
  const when = dateTimeInWords(file);
  const pending = file.status === 'pending';
  return (
    <li
      class={`tile${selected ? ' tile-selected' : ''}${pending ? ' tile-pending' : ''}`}
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
        tabIndex={isTabStop ? 0 : -1}
        draggable={false}
        aria-label={pending ? photosText.grid.pendingPhoto(label, when) : photosText.grid.photo(label, when)}
      >
        <TilePicture
          file={file}
          urls={urls}
          width={box.width}
          height={box.height}
          isScrollingFast={isScrollingFast}
          isAboveFold={isAboveFold}
        />
      </a>
      <button
        type="button"
        class="tile-check"
        role="checkbox"
        aria-checked={selected}
        aria-label={photosText.grid.select(label)}
        tabIndex={isTabStop ? 0 : -1}
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
  isScrollingFast: boolean;
  isAboveFold: boolean;
}

function TilePicture({ file, urls, width, height, isScrollingFast, isAboveFold }: PictureProps): JSX.Element {
  const [loaded, setLoaded] = useState(() => loadedIds.has(file.id));
  // A picture that the user waits for appears at once, without fading in.
  const [appears] = useState(isAboveFold);

  useEffect(() => {
    if (loaded && file.status === 'ready' && localPreview(file.id)) setTimeout(() => removeLocalPreview(file.id), 1000);
  }, [loaded, file.id, file.status]);

  const wanted = isScrollingFast
    ? undefined
    : previewFor((catalogue.urls(file.id) ?? urls)?.previews ?? [], { width, height }, density());
  const { source, attempt, onError } = usePicture(file.id, wanted);
  const background = backgroundOf(file);

  return (
    <span
      class={`tile-background${background.class}`}
      style={background.image ? { backgroundImage: background.image } : {}}
    >
      {source && (
        <img
          key={attempt}
          class={`tile-picture${loaded ? ' tile-loaded' : ''}${appears ? ' tile-appears' : ''}`}
          // Before `src`, which starts the request.
          fetchpriority={isAboveFold ? 'high' : 'low'}
          src={source.url}
          alt=""
          width={width}
          height={height}
          decoding="async"
          draggable={false}
          onLoad={() => {
            loadedIds.add(file.id);
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
