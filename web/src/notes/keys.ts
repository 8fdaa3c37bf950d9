/** Keyboard shortcuts; the help dialog is made from the same table. */

import { latinKey } from '../ui/keyboard';

export type Action =
  'new' | 'search' | 'save' | 'next' | 'previous' | 'open' | 'pin' | 'archive' | 'trash' | 'back' | 'help';

export interface Shortcut {
  action: Action;
  /** The key as `latinKey` returns it. */
  key: string;
  /** True for a shortcut with Ctrl, or Cmd on a Mac; it works while typing, too. */
  control?: true;
  /** True to act again while the key is held down. */
  repeats?: true;
}

export const SHORTCUTS: readonly Shortcut[] = [
  { action: 'new', key: 'n' },
  { action: 'search', key: '/' },
  { action: 'next', key: 'j', repeats: true },
  { action: 'previous', key: 'k', repeats: true },
  { action: 'pin', key: 'p' },
  { action: 'archive', key: 'e' },
  { action: 'trash', key: '#' },
  { action: 'help', key: '?' },
  { action: 'open', key: 'Enter' },
  { action: 'save', key: 's', control: true },
  { action: 'back', key: 'Escape' },
];

/** Return whether it is a single character, which a user may type or dictate without meaning a shortcut. */
export function isSingle({ key, control }: Shortcut): boolean {
  return key.length === 1 && !control;
}

/** The place of a key press: a text field, a list where single keys are shortcuts, or anywhere else. */
export type Place = 'text' | 'list' | 'elsewhere';

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat' | 'defaultPrevented'>;

/** Return the action of a key press in that place, or null. */
export function actionOf(press: Press, place: Place): Action | null {
  if (press.defaultPrevented || press.altKey) return null;
  const control = press.ctrlKey || press.metaKey;
  const key = control ? latinKey(press).toLowerCase() : latinKey(press);
  const shortcut = SHORTCUTS.find((candidate) => candidate.key === key && !!candidate.control === control);
  if (!shortcut || (press.repeat && !shortcut.repeats)) return null;
  if ((place === 'text' && !control) || (place !== 'list' && isSingle(shortcut))) return null;
  return shortcut.action;
}
