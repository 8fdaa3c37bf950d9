import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

import type { Preview, StoredFile, Urls } from '../api/types';
import { previewFor } from '../files/freshness';
import { catalogue } from '../files/known';
import { isComposing } from '../ui/composing';
import { isTyping } from '../ui/keyboard';
import { Spinner } from '../ui/Spinner';
import { Gestures, type Hand } from './gestures';
import { ownPicture } from './pictures';
import { density, placeholderOf } from './Tile';
import { fitted, whole, zoomed, type Size, type Stage as Bounds, type Zoom } from './zoom';

interface StageProps {
  file: StoredFile;
  urls: Urls | undefined;
  before: string | undefined;
  after: string | undefined;
  onMove: (id: string) => void;
  onClose: () => void;
  onBroken: () => void;
}

const BETWEEN = 24;
const STEP = 1.5;

/** The photo itself: to look at closely, and to push aside for its neighbours, which wait beside it. */
export function Stage({ file, urls, before, after, onMove, onClose, onBroken }: StageProps): JSX.Element {
  const stage = useRef<HTMLDivElement>(null);
  const size = useSize(stage);
  const [zoom, setZoom] = useState<Zoom>(whole);
  const [hand, setHand] = useState<Hand>({ x: 0, y: 0, resting: true });
  const picture = fitted(sizeOf(file), size);
  const closest = Math.max(3, (file.width ?? 0) / Math.max(1, picture.width));
  const bounds: Bounds = { ...size, picture, closest };

  // The handlers of one gesture see what is there now, and not what was there when it began.
  const now = useRef({ bounds, zoom, before, after, onMove, onClose });
  now.current = { bounds, zoom, before, after, onMove, onClose };

  useLayoutEffect(() => {
    setZoom(whole);
    setHand({ x: 0, y: 0, resting: true });
  }, [file.id]);

  // Before it is painted: whoever sees it may press a key or touch it at once.
  useLayoutEffect(() => {
    if (!stage.current) return undefined;
    const gestures = new Gestures(stage.current, {
      bounds: () => now.current.bounds,
      zoom: () => now.current.zoom,
      onZoom: setZoom,
      onHand: setHand,
      onSwipe: (step) => {
        const next = step === 1 ? now.current.after : now.current.before;
        if (next === undefined) return false;
        now.current.onMove(next);
        return true;
      },
      onPull: () => now.current.onClose(),
    });
    const onKeyDown = (event: KeyboardEvent): void => {
      if (isComposing(event) || isTyping(event.target)) return;
      const factor = { '+': STEP, '=': STEP, '-': 1 / STEP, '0': 0 }[event.key];
      if (factor === undefined || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      setZoom((last) => (factor ? zoomed(last, factor, { x: 0, y: 0 }, now.current.bounds) : whole));
    };
    addEventListener('keydown', onKeyDown);
    return () => {
      gestures.end();
      removeEventListener('keydown', onKeyDown);
    };
  }, []);

  const side = size.width + BETWEEN;
  return (
    <div class={zoom.scale > 1 ? 'stage stage-close' : 'stage'} ref={stage} data-scale={zoom.scale.toFixed(2)}>
      <div
        class={hand.resting ? 'stage-strip stage-resting' : 'stage-strip'}
        style={{ transform: `translate(${hand.x}px, ${hand.y}px)` }}
      >
        {before !== undefined && <Beside key={before} id={before} left={-side} stage={size} />}
        <Slide key={file.id} file={file} urls={urls} left={0} stage={size} zoom={zoom} onBroken={onBroken} />
        {after !== undefined && <Beside key={after} id={after} left={side} stage={size} />}
      </div>
    </div>
  );
}

/** A neighbour: it is loaded before anybody asks for it. */
function Beside({ id, left, stage }: { id: string; left: number; stage: Size }): JSX.Element | null {
  const [, setRead] = useState(false);
  useEffect(() => {
    if (!catalogue.urls(id))
      catalogue.read(id).then(
        () => setRead(true),
        () => undefined,
      );
  }, [id]);
  const file = catalogue.get(id);
  return file ? (
    <Slide file={file} urls={catalogue.urls(id)} left={left} stage={stage} zoom={whole} onBroken={() => undefined} />
  ) : null;
}

interface SlideProps {
  file: StoredFile;
  urls: Urls | undefined;
  left: number;
  stage: Size;
  zoom: Zoom;
  onBroken: () => void;
}

const MOST_FAILURES = 3;

function Slide({ file, urls, left, stage, zoom, onBroken }: SlideProps): JSX.Element {
  const [loaded, setLoaded] = useState(false);
  const failures = useRef(0);
  // A larger window may want a larger preview; the same one with a new URL is no reason to load it again.
  const source = useRef<Preview | undefined>(undefined);
  const own = ownPicture(file.id);
  const picture = fitted(sizeOf(file), stage);
  const preview = previewFor(urls?.previews ?? [], picture, density());
  // Previews do not move, and end somewhere: for the rest there is the original.
  const wanted = preview && urls && (file.content_type === 'image/gif' || isBeyond(preview, picture, zoom));
  if (preview && stage.width > 1 && preview.width > (source.current?.width ?? 0)) source.current = preview;
  const ground = own ? `url("${own.url}")` : placeholderOf(file);

  const onError = (): void => {
    failures.current += 1;
    source.current = undefined;
    if (failures.current <= MOST_FAILURES) onBroken();
  };

  return (
    <div class="stage-slide" style={{ transform: `translateX(${left}px)` }}>
      <div
        class="stage-picture"
        style={{
          width: `${picture.width}px`,
          height: `${picture.height}px`,
          transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})`,
          ...(ground && !loaded ? { backgroundImage: ground } : {}),
        }}
      >
        {source.current && (
          <img
            key={failures.current}
            class={loaded ? 'stage-image stage-loaded' : 'stage-image'}
            src={source.current.url}
            alt={left === 0 ? file.caption || file.name : ''}
            width={picture.width}
            height={picture.height}
            draggable={false}
            onLoad={() => setLoaded(true)}
            onError={onError}
          />
        )}
        {wanted && loaded && <img class="stage-image stage-original" src={urls.original} alt="" draggable={false} />}
        {file.status === 'pending' && (
          <span class="stage-waiting">
            <Spinner />
          </span>
        )}
      </div>
    </div>
  );
}

function isBeyond(preview: Size, picture: Size, zoom: Zoom): boolean {
  return zoom.scale > 1.2 && picture.width * zoom.scale * Math.min(2, density()) > preview.width * 1.2;
}

function sizeOf(file: StoredFile): Size {
  if (file.width && file.height) return { width: file.width, height: file.height };
  return ownPicture(file.id) ?? { width: 1200, height: 900 };
}

function useSize(element: { current: HTMLElement | null }): Size {
  const [size, setSize] = useState<Size>({ width: 1, height: 1 });
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return undefined;
    const measure = (): void => setSize({ width: current.clientWidth, height: current.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
