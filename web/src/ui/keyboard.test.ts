// @vitest-environment jsdom
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { isComposing } from './composing';
import { isAtList, isTyping, keyOf, setSingleKeys, shortcutOf, singleKeys } from './keyboard';

describe('keyOf', () => {
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
  ])('reads %s at %s as %s', (key, code, meant) => {
    expect(keyOf({ key, code })).toBe(meant);
  });
});

it('leaves keys to an input method while it composes', () => {
  const press = (more: object): boolean => isComposing(new KeyboardEvent('keydown', { key: 'Enter', ...more }));
  expect(press({ isComposing: true })).toBe(true);
  expect(press({ keyCode: 229 })).toBe(true);
  expect(press({ keyCode: 13 })).toBe(false);
});

it('asks of every handler of keys whether an input method is composing', { timeout: 60_000 }, () => {
  const handlers = sources('src').flatMap(handlersIn);
  expect(handlers.length).toBeGreaterThan(10);
  expect(handlers.filter(({ text }) => !/(isComposing|shortcutOf)\b/.test(text)).map(({ place }) => place)).toEqual([]);
});

it('remembers on this device that single keys are off, and nothing where they are on', () => {
  setSingleKeys(false);
  expect(singleKeys.value).toBe(false);
  expect(localStorage.length).toBe(1);
  setSingleKeys(true);
  expect(singleKeys.value).toBe(true);
  expect(localStorage.length).toBe(0);
});

describe('shortcutOf', () => {
  const press = (key: string, more: object = {}): string | undefined =>
    shortcutOf(new KeyboardEvent('keydown', { key, ...more }));
  const others = ['ArrowLeft', 'ArrowDown', 'Escape', 'Enter', 'Delete', 'Home', ' '];

  it('is no single character where those are turned off, and any other key all the same', () => {
    const singles = ['x', 'i', '+', '-', '=', '0', '#'];
    expect([...singles, ...others].map((key) => press(key))).toEqual([...singles, ...others]);
    setSingleKeys(false);
    expect(singles.map((key) => press(key))).toEqual(singles.map(() => undefined));
    expect(others.map((key) => press(key))).toEqual(others);
    setSingleKeys(true);
  });

  it('is no key with a modifier, nor one of an input method', () => {
    const more = [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { isComposing: true }];
    expect(more.map((modified) => press('i', modified))).toEqual(more.map(() => undefined));
  });

  it.each(['src/photos/Grid.tsx', 'src/photos/Viewer.tsx', 'src/photos/Stage.tsx'])('decides in %s', (path) => {
    expect(handlersIn(path).map(({ text }) => /\bshortcutOf\(/.test(text))).toEqual([true]);
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

it('knows where a list has the keys', () => {
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

it('finds the slash where an Arabic layout has a letter', () => {
  expect(keyOf({ key: 'ظ', code: 'Slash' })).toBe('/');
});
