/** Keys as the page's shortcuts read them: on layouts that are not Latin, and single keys where they are wanted. */
import { signal } from '@preact/signals';
import { isComposing } from './composing';

const STORED = 'skynotes.singleKeys';

/** What layouts without Latin letters have where a US layout has these. */
const SIGNS: Record<string, string> = { 'Slash.': '/', 'Slash,': '?', 'Slash؟': '?', 'Digit3№': '#' };

/**
 * The key by its meaning, as `KeyboardEvent.key` gives it on a Latin layout; by its place (`KeyboardEvent.code`) where
 * the layout has no Latin letters, such as Cyrillic or Greek.
 */
export function keyOf({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string {
  const sign = SIGNS[code + key];
  if (sign !== undefined) return sign;
  if (!/^(?!\p{Script=Latin})\p{Letter}$/u.test(key)) return key;
  if (code === 'Slash') return '/';
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? [];
  if (letter === undefined) return key;
  return key === key.toUpperCase() && key !== key.toLowerCase() ? letter : letter.toLowerCase();
}

/** Whether single keys are shortcuts (WCAG 2.1.4 wants a way to turn them off); remembered on this device. */
export const singleKeys = signal(typeof localStorage === 'undefined' || localStorage.getItem(STORED) !== 'off');

export function setSingleKeys(on: boolean): void {
  singleKeys.value = on;
  // Only the exception is stored, so that nothing is left behind by whoever never changed it.
  if (on) localStorage.removeItem(STORED);
  else localStorage.setItem(STORED, 'off');
}

/**
 * The key that may be a shortcut here, as `keyOf` gives it: no text, without a modifier, and no single character where
 * the person has turned those off. The space bar is none of them, for it operates what has the focus.
 */
export function shortcutOf(event: KeyboardEvent): string | undefined {
  if (isComposing(event) || isTyping(event.target) || event.altKey || event.ctrlKey || event.metaKey) return undefined;
  const isSingle = event.key !== ' ' && Array.from(event.key).length === 1;
  return isSingle && !singleKeys.peek() ? undefined : keyOf(event);
}

/** Whether keys pressed here are text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
}

/** Whether the focus is in a list with shortcuts of its own, or on nothing that could be operated. */
export function isAtList(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || target.closest('[role=menu], dialog')) return false;
  return target === document.body || target.matches('h1, main') || target.closest('.note-list') !== null;
}
