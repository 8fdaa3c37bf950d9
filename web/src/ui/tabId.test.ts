import { expect, it } from 'vitest';
import { MemoryStorage } from '../testing/notes';
import { tabId } from './tabId';

it('returns the same id after a reload', () => {
  const store = new MemoryStorage();
  const page = new EventTarget();
  const id = tabId(store, page);
  page.dispatchEvent(new Event('pagehide'));
  expect(tabId(store, new EventTarget())).toBe(id);
  // A duplicate made after the reload.
  expect(tabId(store, new EventTarget())).not.toBe(id);
});

it('returns a new id in a duplicated tab, also after the tab was restored from the page cache', () => {
  const store = new MemoryStorage();
  const page = new EventTarget();
  const id = tabId(store, page);
  expect(tabId(store, new EventTarget())).not.toBe(id);
  page.dispatchEvent(new Event('pagehide'));
  page.dispatchEvent(new Event('pageshow'));
  expect(tabId(store, new EventTarget())).not.toBe(id);
});
