import { expect, it } from 'vitest';
import { MemoryStorage } from '../testing/notes';
import { tabId } from './tab';

it('is the same tab after a reload', () => {
  const store = new MemoryStorage();
  const page = new EventTarget();
  const id = tabId(store, page);
  page.dispatchEvent(new Event('pagehide'));
  expect(tabId(store, new EventTarget())).toBe(id);
  // A duplicate made after the reload.
  expect(tabId(store, new EventTarget())).not.toBe(id);
});

it('is another tab where one was duplicated, also after it came back from another page', () => {
  const store = new MemoryStorage();
  const page = new EventTarget();
  const id = tabId(store, page);
  expect(tabId(store, new EventTarget())).not.toBe(id);
  page.dispatchEvent(new Event('pagehide'));
  page.dispatchEvent(new Event('pageshow'));
  expect(tabId(store, new EventTarget())).not.toBe(id);
});
