// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepFocus } from './keptFocus';

let leaving = new AbortController();
let goElsewhere = (): void => undefined;

beforeEach(() => {
  leaving = new AbortController();
  document.body.innerHTML = `<main><h1 tabindex="-1">Notes</h1><input id="search"><ul>
    <li><a href="/1" id="one">1</a><button id="restore-one"></button></li>
    <li><a href="/2" id="two">2</a><button id="restore-two"></button></li>
    <li><a href="/3" id="three">3</a><button id="restore-three"></button></li></ul></main>`;
  keepFocus((forget) => (goElsewhere = forget), leaving.signal);
});
afterEach(() => leaving.abort());

const focus = (id: string): void => document.getElementById(id)?.focus();
const remove = async (...ids: string[]): Promise<void> => {
  for (const id of ids) document.getElementById(id)?.closest('li, ul')?.remove();
  // The observer is notified in a microtask, and schedules the focus before the timer below.
  await Promise.resolve();
  await new Promise((resolve) => setTimeout(resolve));
};

it('focuses the row that follows a removed one', async () => {
  focus('restore-two');
  await remove('two');
  expect(document.activeElement?.id).toBe('three');
});

it('focuses the previous row when none follows', async () => {
  focus('restore-three');
  await remove('three');
  expect(document.activeElement?.id).toBe('two');
});

it('focuses the heading when no row is left, not a field, which would open the on-screen keyboard', async () => {
  focus('one');
  await remove('one', 'two', 'three');
  expect(document.activeElement?.tagName).toBe('H1');
});

it('does not move the focus after the user has moved it', async () => {
  focus('two');
  document.getElementById('two')?.blur();
  await remove('three');
  expect(document.activeElement).toBe(document.body);
  focus('one');
  await remove('two');
  expect(document.activeElement?.id).toBe('one');
});

it('does nothing after navigation to another view', async () => {
  focus('two');
  goElsewhere();
  await remove('two');
  expect(document.activeElement).toBe(document.body);
});

it('focuses the heading, and not the link that skips the navigation, when all content was replaced', async () => {
  document.body.innerHTML = '<div id="app"><form><button id="sign-in"></button></form></div>';
  focus('sign-in');
  const app = document.getElementById('app');
  if (app)
    app.innerHTML = '<a href="#content">Skip to content</a><main id="content"><h1 tabindex="-1">Notes</h1></main>';
  await remove();
  expect(document.activeElement?.tagName).toBe('H1');
});
