import { useEffect } from 'preact/hooks';

import { lazy } from '../ui/lazy';

/** The viewer, in a file of its own: users see many photos before they open one. */
export const LazyViewer = lazy(
  () => import('./Viewer'),
  () => null,
);

const SOON = 2000;

/** Load the viewer before it is needed, but after what is seen first. */
export function useViewerSoon(): void {
  useEffect(() => {
    const waiting = setTimeout(() => LazyViewer.prepare(), SOON);
    return () => clearTimeout(waiting);
  }, []);
}
