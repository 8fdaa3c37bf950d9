/** Key presses as the page's shortcuts read them: on non-Latin layouts too, and single keys only while enabled. */
import { signal } from '@preact/signals';
import { isComposing } from './composing';

const STORAGE_KEY = 'skynotes.singleKeys';

/** Signs of a US layout, by key code and character of layouts without Latin letters. */
const SYMBOL_BY_KEY: Record<string, string> = { 'Slash.': '/', 'Slash,': '?', 'Slash؟': '?', 'Digit3№': '#' };

/**
 * Return the meaning of the key, as `KeyboardEvent.key` on a Latin layout; by its position (`KeyboardEvent.code`) where
 * the layout has no Latin letters, such as Cyrillic or Greek.
 */
export function latinKey({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string {
  const sign = SYMBOL_BY_KEY[code + key];
  if (sign !== undefined) return sign;
  if (!/^(?!\p{Script=Latin})\p{Letter}$/u.test(key)) return key;
  if (code === 'Slash') return '/';
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? [];
  if (letter === undefined) return key;
  return key === key.toUpperCase() && key !== key.toLowerCase() ? letter : letter.toLowerCase();
}

/** The setting for single-key shortcuts (WCAG 2.1.4 requires a way to turn them off), stored on this device. */
export const singleKeys = signal(typeof localStorage === 'undefined' || localStorage.getItem(STORAGE_KEY) !== 'off');

export function setSingleKeys(on: boolean): void {
  singleKeys.value = on;
  // Store only the exception, so that nothing is stored for users who never changed it.
  if (on) localStorage.removeItem(STORAGE_KEY);
  else localStorage.setItem(STORAGE_KEY, 'off');
}

/**
 * Return the key, as `latinKey` does, if it may be a shortcut here: no text input, no modifier, and no single character
 * while the user has turned those off. The space bar does not count as one, because it operates the focused element.
 */
export function shortcutKey(event: KeyboardEvent): string | undefined {
  if (isComposing(event) || isTyping(event.target) || event.altKey || event.ctrlKey || event.metaKey) return undefined;
  const isSingle = event.key !== ' ' && Array.from(event.key).length === 1;
  return isSingle && !singleKeys.peek() ? undefined : latinKey(event);
}

/** Return whether keys pressed here are text input. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
}

/** Return whether the focus is in a list with its own shortcuts, or on nothing that can be operated. */
export function isAtList(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || target.closest('[role=menu], dialog')) return false;
  return target === document.body || target.matches('h1, main') || target.closest('.note-list') !== null;
}
