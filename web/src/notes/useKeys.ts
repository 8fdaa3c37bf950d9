import { useLayoutEffect, useRef } from 'preact/hooks';
import { isComposing } from '../ui/composing';
import { isAtList, isTyping, singleKeys } from '../ui/keyboard';
import { actionOf, type Action, type Place } from './keys';

/** Handlers by action; one that returns false leaves the key to the browser. */
export type KeyHandlers = Partial<Record<Action, (event: KeyboardEvent) => unknown>>;

/**
 * Handle keyboard shortcuts while the view is mounted, except while a dialog is open. Single-key shortcuts work only
 * if the view is a list of notes.
 */
export function useKeys(handlers: KeyHandlers, isList: boolean): void {
  const latest = useRef({ handlers, isList });
  latest.current = { handlers, isList };
  // Before the view is painted, because the user may press a key as soon as it is visible.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (isComposing(event) || document.querySelector('dialog[open]')) return;
      const action = actionOf(event, placeOf(event.target, latest.current.isList));
      const handler = action && latest.current.handlers[action];
      if (handler && handler(event) !== false) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

function placeOf(target: EventTarget | null, isList: boolean): Place {
  if (isTyping(target)) return 'text';
  return isList && singleKeys.peek() && isAtList(target) ? 'list' : 'elsewhere';
}
