// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { actionOf, isTyping, SHORTCUTS } from './keys';

const press = (key: string, more: Partial<KeyboardEvent> = {}): KeyboardEvent =>
  ({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    isComposing: false,
    defaultPrevented: false,
    ...more,
  }) as KeyboardEvent;

describe('actionOf', () => {
  it.each(SHORTCUTS.filter(({ control }) => !control))(
    'takes $key for $action, but not while typing',
    ({ key, action }) => {
      expect(actionOf(press(key), false)).toBe(action);
      expect(actionOf(press(key), true)).toBeNull();
    },
  );

  it('saves by Ctrl and by Cmd, also while typing', () => {
    expect(actionOf(press('s', { ctrlKey: true }), true)).toBe('save');
    expect(actionOf(press('S', { metaKey: true }), false)).toBe('save');
    expect(actionOf(press('s'), false)).toBeNull();
  });

  it("leaves the browser's own shortcuts alone", () => {
    expect(actionOf(press('n', { ctrlKey: true }), false)).toBeNull();
    expect(actionOf(press('p', { metaKey: true }), false)).toBeNull();
    expect(actionOf(press('e', { altKey: true }), false)).toBeNull();
  });

  it('leaves keys alone that compose a character, or that someone else has taken', () => {
    expect(actionOf(press('n', { isComposing: true }), false)).toBeNull();
    expect(actionOf(press('n', { defaultPrevented: true }), false)).toBeNull();
  });
});

it('knows where keys are text', () => {
  const element = (name: string, type = ''): HTMLElement =>
    Object.assign(document.createElement(name), type && { type });
  expect(isTyping(element('textarea'))).toBe(true);
  expect(isTyping(element('input'))).toBe(true);
  expect(isTyping(element('input', 'checkbox'))).toBe(false);
  expect(isTyping(element('button'))).toBe(false);
  expect(isTyping(null)).toBe(false);
});
