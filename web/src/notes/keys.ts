/** Keyboard shortcuts; the help dialog is made from the same table. */

import { keyOf } from '../ui/keyboard';

export type Action =
  'new' | 'search' | 'save' | 'next' | 'previous' | 'open' | 'pin' | 'archive' | 'trash' | 'back' | 'help';

export interface Shortcut {
  action: Action;
  /** The key as `keyOf` returns it. */
  key: string;
  /** True for a shortcut with Ctrl, or Cmd on a Mac; it works while typing, too. */
  control?: true;
  /** True to act again while the key is held down. */
  repeats?: true;
  does: string;
}

export const SHORTCUTS: readonly Shortcut[] = [
  { action: 'new', key: 'n', does: 'Write a new note' },
  { action: 'search', key: '/', does: 'Search' },
  { action: 'next', key: 'j', repeats: true, does: 'Next note' },
  { action: 'previous', key: 'k', repeats: true, does: 'Previous note' },
  { action: 'pin', key: 'p', does: 'Pin or unpin' },
  { action: 'archive', key: 'e', does: 'Archive or move back to notes' },
  { action: 'trash', key: '#', does: 'Move to trash' },
  { action: 'help', key: '?', does: 'Show these shortcuts' },
  { action: 'open', key: 'Enter', does: 'Open the note' },
  { action: 'save', key: 's', control: true, does: 'Save now' },
  { action: 'back', key: 'Escape', does: 'Leave the field, then the note' },
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
  const key = control ? keyOf(press).toLowerCase() : keyOf(press);
  const shortcut = SHORTCUTS.find((candidate) => candidate.key === key && !!candidate.control === control);
  if (!shortcut || (press.repeat && !shortcut.repeats)) return null;
  if ((place === 'text' && !control) || (place !== 'list' && isSingle(shortcut))) return null;
  return shortcut.action;
}
