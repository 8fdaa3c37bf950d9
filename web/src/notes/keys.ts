/** Which key does what; the help dialog is made from the same table. */

import { keyOf } from '../ui/keyboard';

export type Action =
  'new' | 'search' | 'save' | 'next' | 'previous' | 'open' | 'pin' | 'archive' | 'trash' | 'back' | 'help';

export interface Shortcut {
  action: Action;
  /** As `keyOf` gives it. */
  key: string;
  /** With Ctrl, or Cmd on a Mac; such a shortcut works while typing, too. */
  control?: true;
  /** Acts again while the key is held down. */
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

/** Whether it is a single character, which somebody who types or dictates may send without meaning a shortcut. */
export function isSingle({ key, control }: Shortcut): boolean {
  return key.length === 1 && !control;
}

/** Where a key was pressed: in a text, in a list where single keys are shortcuts, or anywhere else. */
export type Place = 'text' | 'list' | 'elsewhere';

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat' | 'defaultPrevented'>;

/** What a key press asks for in that place, if anything. */
export function actionOf(press: Press, place: Place): Action | null {
  if (press.defaultPrevented || press.altKey) return null;
  const control = press.ctrlKey || press.metaKey;
  const key = control ? keyOf(press).toLowerCase() : keyOf(press);
  const shortcut = SHORTCUTS.find((candidate) => candidate.key === key && !!candidate.control === control);
  if (!shortcut || (press.repeat && !shortcut.repeats)) return null;
  if ((place === 'text' && !control) || (place !== 'list' && isSingle(shortcut))) return null;
  return shortcut.action;
}
