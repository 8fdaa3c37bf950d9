import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { route } from '../router';
import { reader } from './reader';

/** The focused element at the last navigation; while it has the focus, the user has not moved on since. */
let left: Element | null = null;
route.subscribe(() => (left = document.activeElement));

/** Set the window's title, and focus the heading if the user came here from another view. */
export function useArrival(title: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = `${title} · Skynotes`;
  }, [title]);

  useEffect(() => {
    const { activeElement, body } = document;
    // Leave focus on a field that requested it, and on what the user moved to while the view was loading.
    const isMoved = activeElement !== body && activeElement !== left;
    if (!reader.hasActed || isMoved || activeElement?.closest('main')) return;
    heading.current?.focus({ preventScroll: true });
  }, []);

  return heading;
}
