import { expect, it } from 'vitest';
import { MemoryStorage } from '../testing/notes';
import { lossesOf, removeTraces } from './traces';

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

it('says what would be lost', () => {
  expect(lossesOf(browser(), 'ada', 3)).toEqual([
    '2 notes that you have not saved',
    '2 notes with changes that are not saved',
    '1 note waiting to be sent',
    '3 photos or files waiting to be sent',
  ]);
  expect(lossesOf(browser(), 'cy', 0)).toEqual([]);
});

it('removes what is kept of one person, and of nobody else', () => {
  const store = browser();
  removeTraces(store, 'ada');
  expect(Array.from({ length: store.length }, (_, index) => store.key(index))).toEqual([
    'skynotes.draft.bob.new.tab-1',
    'skynotes.tab',
  ]);
});
