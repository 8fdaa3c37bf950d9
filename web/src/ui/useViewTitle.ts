import { commonText } from '#text/common';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { route } from '../router';
import { userActivity } from './userActivity';

/** The focused element at the last navigation; while it has the focus, the user has not moved on since. */
let focusedAtNavigation: Element | null = null;
route.subscribe(() => (focusedAtNavigation = document.activeElement));

/** Set the window's title, and focus the heading if the user came here from another view. */
export function useViewTitle(title: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = commonText.documentTitle(title);
  }, [title]);

  useEffect(() => {
    const { activeElement, body } = document;
    // Leave focus on a field that requested it, and on what the user moved to while the view was loading.
    const hasMovedFocus = activeElement !== body && activeElement !== focusedAtNavigation;
    if (!userActivity.hasActed || hasMovedFocus || activeElement?.closest('main')) return;
    heading.current?.focus({ preventScroll: true });
  }, []);

  return heading;
}
