import { useEffect } from 'preact/hooks';

import { lazy } from '../ui/lazy';

/** The viewer, in a file of its own: users see many photos before they open one. */
export const LazyViewer = lazy(
  () => import('./Viewer'),
  () => null,
);

const PRELOAD_DELAY_MS = 2000;

/** Load the viewer before it is needed, but after what is seen first. */
export function useViewerPreload(): void {
  useEffect(() => {
    const waiting = setTimeout(() => LazyViewer.preload(), PRELOAD_DELAY_MS);
    return () => clearTimeout(waiting);
  }, []);
}
