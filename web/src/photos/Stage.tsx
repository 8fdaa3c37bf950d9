import { Pause, Play } from 'lucide';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

import type { StoredFile, Urls } from '../api/types';
import { IconButton } from '../ui/Button';
import { shortcutOf } from '../ui/keyboard';
import { Gestures, type Hand } from './gestures';
import { Beside, sizeOf, Slide } from './Slide';
import { useOriginal } from './useOriginal';
import { boundsOf, whole, zoomed, type Size, type Zoom } from './zoom';

interface StageProps {
  file: StoredFile;
  urls: Urls | undefined;
  before: string | undefined;
  after: string | undefined;
  onMove: (id: string) => void;
  onClose: () => void;
}

const BETWEEN = 24;
const STEP = 1.5;

/** The photo itself, to zoom into, and to swipe to its neighbours, which wait beside it. */
export function Stage({ file, urls, before, after, onMove, onClose }: StageProps): JSX.Element {
  const stage = useRef<HTMLDivElement>(null);
  const size = useSize(stage);
  const [zoom, setZoom] = useState<Zoom>(whole);
  const [hand, setHand] = useState<Hand>({ x: 0, y: 0, resting: true });
  const bounds = boundsOf(sizeOf(file), size);
  const original = useOriginal(file, urls);
  const [playing, setPlaying] = useState(mayMove);

  // The handlers of a gesture read the current values, not those from when it began.
  const now = useRef({ bounds, zoom, before, after, onMove, onClose });
  now.current = { bounds, zoom, before, after, onMove, onClose };

  useLayoutEffect(() => {
    setZoom(whole);
    setHand({ x: 0, y: 0, resting: true });
    setPlaying(mayMove);
  }, [file.id]);

  // Before the first paint: the user may press a key or touch it as soon as it is visible.
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
      const factor = { '+': STEP, '=': STEP, '-': 1 / STEP, '0': 0 }[shortcutOf(event) ?? ''];
      if (factor === undefined) return;
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
    <>
      <div class={zoom.scale > 1 ? 'stage stage-close' : 'stage'} ref={stage} data-scale={zoom.scale.toFixed(2)}>
        <div
          class={hand.resting ? 'stage-strip stage-resting' : 'stage-strip'}
          style={{ transform: `translate(${hand.x}px, ${hand.y}px)` }}
        >
          {before !== undefined && <Beside key={before} id={before} left={-side} stage={size} />}
          <Slide
            key={file.id}
            file={file}
            urls={urls}
            left={0}
            stage={size}
            zoom={zoom}
            original={original}
            playing={playing}
          />
          {after !== undefined && <Beside key={after} id={after} left={side} stage={size} />}
        </div>
      </div>
      {original?.moves && (
        <IconButton
          class="viewer-play"
          icon={playing ? Pause : Play}
          label={playing ? 'Pause' : 'Play'}
          onClick={() => setPlaying(!playing)}
        />
      )}
    </>
  );
}

/** Return whether animations may play: not if the user's system asks for reduced motion. */
function mayMove(): boolean {
  return !matchMedia('(prefers-reduced-motion: reduce)').matches;
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
