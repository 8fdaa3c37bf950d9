// @vitest-environment jsdom
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { isComposing } from './composing';
import { isAtList, isTyping, latinKey, setSingleKeys, shortcutKey, singleKeys } from './keyboard';

describe('latinKey', () => {
  it.each([
    ['j', 'KeyJ', 'j'],
    ['h', 'KeyJ', 'h'],
    ['é', 'Digit2', 'é'],
    ['§', 'Digit3', '§'],
    ['-', 'Slash', '-'],
    ['о', 'KeyJ', 'j'],
    ['О', 'KeyJ', 'J'],
    ['ξ', 'KeyJ', 'j'],
    ['ת', 'Comma', 'ת'],
    ['י', 'KeyH', 'h'],
    ['.', 'Slash', '/'],
    [',', 'Slash', '?'],
    ['.', 'Period', '.'],
    ['№', 'Digit3', '#'],
    ['Enter', 'Enter', 'Enter'],
  ])('maps %s at %s to %s', (key, code, meant) => {
    expect(latinKey({ key, code })).toBe(meant);
  });
});

it('detects key presses that belong to IME composition', () => {
  const press = (more: object): boolean => isComposing(new KeyboardEvent('keydown', { key: 'Enter', ...more }));
  expect(press({ isComposing: true })).toBe(true);
  expect(press({ keyCode: 229 })).toBe(true);
  expect(press({ keyCode: 13 })).toBe(false);
});

it('is checked by every key handler of the page', { timeout: 60_000 }, () => {
  const handlers = sources('src').flatMap(handlersIn);
  expect(handlers.length).toBeGreaterThan(10);
  expect(handlers.filter(({ text }) => !/(isComposing|shortcutKey)\b/.test(text)).map(({ place }) => place)).toEqual(
    [],
  );
});

it('stores on this device that single keys are off, and nothing while they are on', () => {
  setSingleKeys(false);
  expect(singleKeys.value).toBe(false);
  expect(localStorage.length).toBe(1);
  setSingleKeys(true);
  expect(singleKeys.value).toBe(true);
  expect(localStorage.length).toBe(0);
});

describe('shortcutKey', () => {
  const press = (key: string, more: object = {}): string | undefined =>
    shortcutKey(new KeyboardEvent('keydown', { key, ...more }));
  const others = ['ArrowLeft', 'ArrowDown', 'Escape', 'Enter', 'Delete', 'Home', ' '];

  it('ignores single characters while those are off, and no other key', () => {
    const singles = ['x', 'i', '+', '-', '=', '0', '#'];
    expect([...singles, ...others].map((key) => press(key))).toEqual([...singles, ...others]);
    setSingleKeys(false);
    expect(singles.map((key) => press(key))).toEqual(singles.map(() => undefined));
    expect(others.map((key) => press(key))).toEqual(others);
    setSingleKeys(true);
  });

  it('ignores keys with a modifier and keys of an IME', () => {
    const more = [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { isComposing: true }];
    expect(more.map((modified) => press('i', modified))).toEqual(more.map(() => undefined));
  });

  it.each(['src/photos/Grid.tsx', 'src/photos/Viewer.tsx', 'src/photos/Stage.tsx'])(
    'is used by the key handler in %s',
    (path) => {
      expect(handlersIn(path).map(({ text }) => /\bshortcutKey\(/.test(text))).toEqual([true]);
    },
  );
});

it('recognizes elements that take text', () => {
  const element = (name: string, type = ''): HTMLElement =>
    Object.assign(document.createElement(name), type && { type });
  expect(isTyping(element('textarea'))).toBe(true);
  expect(isTyping(element('input'))).toBe(true);
  expect(isTyping(element('input', 'checkbox'))).toBe(false);
  expect(isTyping(element('button'))).toBe(false);
  expect(isTyping(null)).toBe(false);
});

it('recognizes focus in a list or on nothing operable', () => {
  document.body.innerHTML = `<main><h1 tabindex="-1"></h1><button></button><ul class="note-list"><li><a href="/"></a>
    <div role="menu"><button></button></div></li></ul></main>`;
  const at = (selector: string): boolean => isAtList(document.querySelector(selector));
  expect(['body', 'main', 'h1', '.note-list a'].map(at)).toEqual([true, true, true, true]);
  expect(['main > button', '[role=menu] button'].map(at)).toEqual([false, false]);
});

interface Handler {
  place: string;
  text: string;
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
    .map((name) => join(folder, name));
}

/** Find the functions that handle key presses: by the type of their parameter, or by the attribute they are in. */
function handlersIn(path: string): Handler[] {
  const text = readFileSync(path, 'utf8');
  // Parsing is slow, and few files handle keys.
  if (!/KeyboardEvent|onKey/.test(text)) return [];
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: Handler[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isArrowFunction(node) && isHandler(node)) {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      found.push({ place: `${path}:${line}`, text: node.body.getText() });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isHandler(node: ts.ArrowFunction): boolean {
  if (node.parameters[0]?.type?.getText() === 'KeyboardEvent') return true;
  const attribute = node.parent.parent;
  return ts.isJsxAttribute(attribute) && attribute.name.getText().startsWith('onKey');
}

it('finds the slash key of an Arabic layout', () => {
  expect(latinKey({ key: 'ظ', code: 'Slash' })).toBe('/');
});
