import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

import { Gestures, type DragOffset } from './gestures';
import type { StageBounds, Zoom } from './zoom';

/** The current values that gestures and keys on the stage depend on. */
export interface StageState {
  bounds: StageBounds;
  zoom: Zoom;
  before: string | undefined;
  after: string | undefined;
  onMove: (id: string) => void;
  onClose: () => void;
}

/** Zoom into the photo, move to its neighbours, and close it, by touch, mouse and wheel. */
export function useGestures(
  stage: RefObject<HTMLElement | null>,
  now: RefObject<StageState>,
  onZoom: (zoom: Zoom) => void,
  onDrag: (drag: DragOffset) => void,
): void {
  // Before the first paint: the user may touch it as soon as it is visible.
  useLayoutEffect(() => {
    if (!stage.current) return undefined;
    const gestures = new Gestures(stage.current, {
      bounds: () => now.current.bounds,
      zoom: () => now.current.zoom,
      onZoom,
      onDrag,
      onSwipe: (step) => {
        const next = step === 1 ? now.current.after : now.current.before;
        if (next === undefined) return false;
        now.current.onMove(next);
        return true;
      },
      onPullDown: () => now.current.onClose(),
    });
    return () => gestures.end();
  }, [stage, now, onZoom, onDrag]);
}
