import { Pause, Play } from 'lucide';
import type { JSX, RefObject } from 'preact';
import { useLayoutEffect, useRef, useState, type Dispatch, type StateUpdater } from 'preact/hooks';

import { photosText } from '#text/photos';
import type { StoredFile, Urls } from '../api/types';
import { IconButton } from '../ui/Button';
import { shortcutKey } from '../ui/keyboard';
import type { DragOffset } from './gestures';
import { sizeOf } from './Slide';
import { SlideStrip } from './SlideStrip';
import { useGestures, type StageState } from './useGestures';
import { useOriginal } from './useOriginal';
import { useSize } from './useSize';
import { boundsOf, unzoomed, zoomed, type Zoom } from './zoom';

interface StageProps {
  file: StoredFile;
  urls: Urls | undefined;
  before: string | undefined;
  after: string | undefined;
  onMove: (id: string) => void;
  onClose: () => void;
}

const ZOOM_STEP = 1.5;

/** The photo itself, to zoom into, and to swipe to its neighbours, which wait beside it. */
export function Stage({ file, urls, before, after, onMove, onClose }: StageProps): JSX.Element {
  const stage = useRef<HTMLDivElement>(null);
  const size = useSize(stage);
  const [zoom, setZoom] = useState<Zoom>(unzoomed);
  const [drag, setDrag] = useState<DragOffset>({ x: 0, y: 0, isReleased: true });
  const bounds = boundsOf(sizeOf(file), size);
  const original = useOriginal(file);
  const [playing, setPlaying] = useState(mayAnimate);

  // The handlers of a gesture read the current values, not those from when it began.
  const now = useRef<StageState>({ bounds, zoom, before, after, onMove, onClose });
  now.current = { bounds, zoom, before, after, onMove, onClose };

  useLayoutEffect(() => {
    setZoom(unzoomed);
    setDrag({ x: 0, y: 0, isReleased: true });
    setPlaying(mayAnimate);
  }, [file.id]);
  useGestures(stage, now, setZoom, setDrag);
  useZoomKeys(now, setZoom);

  return (
    <>
      <div class={zoom.scale > 1 ? 'stage stage-zoomed' : 'stage'} ref={stage} data-scale={zoom.scale.toFixed(2)}>
        <SlideStrip {...{ file, urls, before, after, stage: size, zoom, drag, original, playing }} />
      </div>
      {original?.isAnimated && (
        <IconButton
          class="viewer-play"
          icon={playing ? Pause : Play}
          label={playing ? photosText.viewer.pause : photosText.viewer.play}
          onClick={() => setPlaying(!playing)}
        />
      )}
    </>
  );
}

/** Zoom in and out with keys. */
function useZoomKeys(now: RefObject<StageState>, setZoom: Dispatch<StateUpdater<Zoom>>): void {
  // Before the first paint: the user may press a key as soon as it is visible.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const factor = { '+': ZOOM_STEP, '=': ZOOM_STEP, '-': 1 / ZOOM_STEP, '0': 0 }[shortcutKey(event) ?? ''];
      if (factor === undefined) return;
      event.preventDefault();
      setZoom((last) => (factor ? zoomed(last, factor, { x: 0, y: 0 }, now.current.bounds) : unzoomed));
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [now, setZoom]);
}

/** Return whether animations may play: not if the user's system asks for reduced motion. */
function mayAnimate(): boolean {
  return !matchMedia('(prefers-reduced-motion: reduce)').matches;
}
