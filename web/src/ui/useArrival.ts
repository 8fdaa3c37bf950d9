import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { reader } from './reader';

/** The window bears the view's title, and whoever came here from another view begins at its heading. */
export function useArrival(title: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = `${title} · Skynotes`;
  }, [title]);

  useEffect(() => {
    // A field that asked for focus keeps it.
    if (reader.hasActed && !document.activeElement?.closest('main')) heading.current?.focus({ preventScroll: true });
  }, []);

  return heading;
}
