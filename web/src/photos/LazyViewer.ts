import { useEffect } from 'preact/hooks';

import { lazy } from '../ui/lazy';

/** The viewer, which is fetched apart: whoever comes to look at photos sees many of them before one. */
export const LazyViewer = lazy(
  () => import('./Viewer'),
  () => null,
);

const SOON = 2000;

/** Have the viewer at hand before it is wanted, but after what is seen first. */
export function useViewerSoon(): void {
  useEffect(() => {
    const waiting = setTimeout(() => LazyViewer.prepare(), SOON);
    return () => clearTimeout(waiting);
  }, []);
}
