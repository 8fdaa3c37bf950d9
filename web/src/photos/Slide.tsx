import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import type { StoredFile, Urls } from '../api/types';
import { previewFor } from '../files/freshness';
import { backgroundOf, isTransparent } from '../files/background';
import { catalogue } from '../files/sharedCatalogue';
import { usePicture } from '../files/usePicture';
import { withoutBidiControls } from '../ui/FileName';
import { Spinner } from '../ui/Spinner';
import type { Original } from './original';
import { OriginalOverlay } from './OriginalOverlay';
import { localPreview } from '../files/localPreviews';
import { density } from './Tile';
import { fitted, unzoomed, type Size, type Zoom } from './zoom';

interface SlideProps {
  file: StoredFile;
  urls: Urls | undefined;
  left: number;
  stage: Size;
  zoom: Zoom;
  /** The way to show the original, once that is known. */
  original: Original | undefined;
  /** True if an animated picture may play. */
  playing: boolean;
}

/** A photo on the stage: a preview, and over it the original where that shows more. */
export function Slide({ file, urls, left, stage, zoom, original, playing }: SlideProps): JSX.Element {
  const [loaded, setLoaded] = useState(false);
  const [covered, setCovered] = useState(false);
  const picture = fitted(sizeOf(file), stage);
  const preview = previewFor((catalogue.urls(file.id) ?? urls)?.previews ?? [], picture, density());
  const { source, attempt, onError } = usePicture(file.id, stage.width > 1 ? preview : undefined);
  // Previews are not animated, and their resolution ends; for more there is the original.
  const isWanted = original?.isAnimated ? playing : preview !== undefined && needsOriginal(preview, picture, zoom);
  const background = backgroundOf(file);
  const hasTransparency = isTransparent(file) || original?.isAnimated;

  return (
    <div class="stage-slide" style={{ transform: `translateX(${left}px)` }}>
      <div
        class={`stage-picture${background.class}`}
        style={{
          width: `${picture.width}px`,
          height: `${picture.height}px`,
          transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})`,
          ...(background.image && !loaded ? { backgroundImage: background.image } : {}),
        }}
      >
        {source && (
          <img
            key={attempt}
            class={`stage-image${loaded && !(covered && hasTransparency) ? ' stage-loaded' : ''}`}
            src={source.url}
            alt={left === 0 ? file.caption || withoutBidiControls(file.name) : ''}
            width={picture.width}
            height={picture.height}
            draggable={false}
            onLoad={() => setLoaded(true)}
            onError={onError}
          />
        )}
        {loaded && isWanted && original?.orientation && (
          <OriginalOverlay
            id={file.id}
            orientation={original.orientation}
            upright={sizeOf(file)}
            box={picture}
            onCover={setCovered}
          />
        )}
        {file.status === 'pending' && (
          <span class="stage-waiting">
            <Spinner />
          </span>
        )}
      </div>
    </div>
  );
}

/** A neighbour, loaded before it is needed. */
export function NeighbourSlide({ id, left, stage }: { id: string; left: number; stage: Size }): JSX.Element | null {
  const [, setRead] = useState(false);
  useEffect(() => {
    if (!catalogue.urls(id))
      catalogue.read(id).then(
        () => setRead(true),
        () => undefined,
      );
  }, [id]);
  const file = catalogue.get(id);
  const atRest = { zoom: unzoomed, original: undefined, playing: false };
  return file ? <Slide file={file} urls={catalogue.urls(id)} left={left} stage={stage} {...atRest} /> : null;
}

export function sizeOf(file: StoredFile): Size {
  if (file.width && file.height) return { width: file.width, height: file.height };
  return localPreview(file.id) ?? { width: 1200, height: 900 };
}

function needsOriginal(preview: Size, picture: Size, zoom: Zoom): boolean {
  const shown = Math.max(picture.width, picture.height) * zoom.scale * Math.min(2, density());
  return zoom.scale > 1.2 && shown > Math.max(preview.width, preview.height) * 1.2;
}
