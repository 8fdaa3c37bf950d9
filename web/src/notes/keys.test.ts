import { describe, expect, it } from 'vitest';
import { actionOf, isSingle, SHORTCUTS } from './keys';

const press = (key: string, more: Partial<KeyboardEvent> = {}): KeyboardEvent =>
  ({
    key,
    code: '',
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    repeat: false,
    defaultPrevented: false,
    ...more,
  }) as KeyboardEvent;

describe('actionOf', () => {
  it.each(SHORTCUTS.filter(isSingle))('takes $key for $action in a list, and nowhere else', ({ key, action }) => {
    expect(actionOf(press(key), 'list')).toBe(action);
    expect(actionOf(press(key), 'elsewhere')).toBeNull();
    expect(actionOf(press(key), 'text')).toBeNull();
  });

  it.each(['Enter', 'Escape'])('takes %s outside of a list, too, but not while typing', (key) => {
    expect(actionOf(press(key), 'elsewhere')).not.toBeNull();
    expect(actionOf(press(key), 'text')).toBeNull();
  });

  it('saves by Ctrl and by Cmd wherever the focus is, and on other layouts', () => {
    expect(actionOf(press('s', { ctrlKey: true }), 'text')).toBe('save');
    expect(actionOf(press('S', { metaKey: true }), 'elsewhere')).toBe('save');
    expect(actionOf(press('ы', { code: 'KeyS', ctrlKey: true }), 'text')).toBe('save');
    expect(actionOf(press('s'), 'list')).toBeNull();
  });

  it('follows the place of a key where the layout has no Latin letters', () => {
    expect(actionOf(press('о', { code: 'KeyJ' }), 'list')).toBe('next');
    expect(actionOf(press('№', { code: 'Digit3', shiftKey: true }), 'list')).toBe('trash');
  });

  it('acts once on a key that is held down, but for going through the list', () => {
    expect(actionOf(press('e', { repeat: true }), 'list')).toBeNull();
    expect(actionOf(press('#', { repeat: true }), 'list')).toBeNull();
    expect(actionOf(press('j', { repeat: true }), 'list')).toBe('next');
  });

  it("leaves the browser's own shortcuts alone, and keys that someone else has taken", () => {
    expect(actionOf(press('n', { ctrlKey: true }), 'list')).toBeNull();
    expect(actionOf(press('p', { metaKey: true }), 'list')).toBeNull();
    expect(actionOf(press('e', { altKey: true }), 'list')).toBeNull();
    expect(actionOf(press('n', { defaultPrevented: true }), 'list')).toBeNull();
  });
});
