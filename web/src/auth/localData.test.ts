import { expect, it } from 'vitest';
import { MemoryStorage } from '../testing/notes';
import { unsavedWork, removeLocalData } from './localData';

function browser(): Storage {
  const store = new MemoryStorage();
  for (const name of [
    'skynotes.draft.ada.new.tab-1',
    'skynotes.draft.ada.new.tab-2',
    'skynotes.draft.ada.n1.tab-1',
    'skynotes.draft.ada.n2',
    'skynotes.outbox.ada.0001',
    'skynotes.draft.bob.new.tab-1',
    'skynotes.tab',
  ]) {
    store.setItem(name, '{}');
  }
  return store;
}

it('lists unsaved work', () => {
  expect(unsavedWork(browser(), 'ada', 3)).toEqual([
    '2 unsaved notes',
    '2 notes with unsaved changes',
    '1 note waiting to be saved',
    '3 photos or files waiting to upload',
  ]);
  expect(unsavedWork(browser(), 'cy', 0)).toEqual([]);
});

it('removes the data of one user only', () => {
  const store = browser();
  removeLocalData(store, 'ada');
  expect(Array.from({ length: store.length }, (_, index) => store.key(index))).toEqual([
    'skynotes.draft.bob.new.tab-1',
    'skynotes.tab',
  ]);
});
