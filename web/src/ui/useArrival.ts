import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { route } from '../router';
import { reader } from './reader';

/** What had the focus when the reader last went somewhere; where it has it still, they have not moved on since. */
let left: Element | null = null;
route.subscribe(() => (left = document.activeElement));

/** The window bears the view's title, and whoever came here from another view begins at its heading. */
export function useArrival(title: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = `${title} · Skynotes`;
  }, [title]);

  useEffect(() => {
    const { activeElement, body } = document;
    // A field that asked for focus keeps it, and so does what the reader has moved to while the view was on its way.
    const isMoved = activeElement !== body && activeElement !== left;
    if (!reader.hasActed || isMoved || activeElement?.closest('main')) return;
    heading.current?.focus({ preventScroll: true });
  }, []);

  return heading;
}
