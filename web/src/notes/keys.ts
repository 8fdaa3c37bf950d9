/** Which key does what; the help dialog is made from the same table. */

export type Action =
  'new' | 'search' | 'save' | 'next' | 'previous' | 'open' | 'pin' | 'archive' | 'trash' | 'back' | 'help';

export interface Shortcut {
  action: Action;
  /** As `KeyboardEvent.key` gives it. */
  key: string;
  /** With Ctrl, or Cmd on a Mac; such a shortcut works while typing, too. */
  control?: true;
  does: string;
}

export const SHORTCUTS: readonly Shortcut[] = [
  { action: 'new', key: 'n', does: 'Write a new note' },
  { action: 'search', key: '/', does: 'Search' },
  { action: 'next', key: 'j', does: 'Next note' },
  { action: 'previous', key: 'k', does: 'Previous note' },
  { action: 'open', key: 'Enter', does: 'Open the note' },
  { action: 'save', key: 's', control: true, does: 'Save now' },
  { action: 'pin', key: 'p', does: 'Pin, or unpin' },
  { action: 'archive', key: 'e', does: 'Archive, or bring back' },
  { action: 'trash', key: '#', does: 'Move to the trash' },
  { action: 'back', key: 'Escape', does: 'Leave the field, then the note' },
  { action: 'help', key: '?', does: 'Show these shortcuts' },
];

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'defaultPrevented'>;

/** What a key press asks for; nothing while someone is typing, but for Ctrl and Cmd. */
export function actionOf(press: Press, typing: boolean): Action | null {
  if (press.isComposing || press.defaultPrevented || press.altKey) return null;
  const control = press.ctrlKey || press.metaKey;
  const shortcut = SHORTCUTS.find(
    (candidate) => candidate.key === (control ? press.key.toLowerCase() : press.key) && !!candidate.control === control,
  );
  if (!shortcut || (typing && !control)) return null;
  return shortcut.action;
}

/** Whether keys pressed here are text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
}
