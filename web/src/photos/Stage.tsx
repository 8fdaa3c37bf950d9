import { Pause, Play } from 'lucide';
import type { JSX, RefObject } from 'preact';
import { useLayoutEffect, useRef, useState, type Dispatch, type StateUpdater } from 'preact/hooks';

import type { StoredFile, Urls } from '../api/types';
import { IconButton } from '../ui/Button';
import { shortcutOf } from '../ui/keyboard';
import type { Hand } from './gestures';
import { sizeOf } from './Slide';
import { Strip } from './Strip';
import { useGestures, type StageState } from './useGestures';
import { useOriginal } from './useOriginal';
import { useSize } from './useSize';
import { boundsOf, whole, zoomed, type Zoom } from './zoom';

interface StageProps {
  file: StoredFile;
  urls: Urls | undefined;
  before: string | undefined;
  after: string | undefined;
  onMove: (id: string) => void;
  onClose: () => void;
}

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
  const now = useRef<StageState>({ bounds, zoom, before, after, onMove, onClose });
  now.current = { bounds, zoom, before, after, onMove, onClose };

  useLayoutEffect(() => {
    setZoom(whole);
    setHand({ x: 0, y: 0, resting: true });
    setPlaying(mayMove);
  }, [file.id]);
  useGestures(stage, now, setZoom, setHand);
  useZoomKeys(now, setZoom);

  return (
    <>
      <div class={zoom.scale > 1 ? 'stage stage-close' : 'stage'} ref={stage} data-scale={zoom.scale.toFixed(2)}>
        <Strip {...{ file, urls, before, after, stage: size, zoom, hand, original, playing }} />
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

/** Zoom in and out with keys. */
function useZoomKeys(now: RefObject<StageState>, setZoom: Dispatch<StateUpdater<Zoom>>): void {
  // Before the first paint: the user may press a key as soon as it is visible.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const factor = { '+': STEP, '=': STEP, '-': 1 / STEP, '0': 0 }[shortcutOf(event) ?? ''];
      if (factor === undefined) return;
      event.preventDefault();
      setZoom((last) => (factor ? zoomed(last, factor, { x: 0, y: 0 }, now.current.bounds) : whole));
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [now, setZoom]);
}

/** Return whether animations may play: not if the user's system asks for reduced motion. */
function mayMove(): boolean {
  return !matchMedia('(prefers-reduced-motion: reduce)').matches;
}
