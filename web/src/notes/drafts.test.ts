import { describe, expect, it } from 'vitest';
import { contentOf } from './content';
import { Drafts } from './drafts';
import { MemoryStorage, note } from './making';

const draft = { base: note(), content: { ...contentOf(note()), text: 'rye' }, at: 0 };

describe('Drafts', () => {
  it('keeps them by person and note', () => {
    const store = new MemoryStorage();
    new Drafts(store, 'me').keep('n1', draft);
    expect(new Drafts(store, 'me').find('n1')).toEqual(draft);
    expect(new Drafts(store, 'me').ids()).toEqual(['n1']);
    expect(new Drafts(store, 'you').find('n1')).toBeNull();
    expect(new Drafts(store, 'you').ids()).toEqual([]);
  });

  it('does not take the capture box for a note', () => {
    const drafts = new Drafts(new MemoryStorage(), 'me');
    drafts.keepCapture({ title: '', text: 'tea', tags: [], key: 'k' });
    expect(drafts.ids()).toEqual([]);
    expect(drafts.findCapture()?.text).toBe('tea');
    drafts.forgetCapture();
    expect(drafts.findCapture()).toBeNull();
  });

  it('survives a store that is full, and one that holds nonsense', () => {
    const store = new MemoryStorage();
    const drafts = new Drafts(store, 'me');
    store.setItem('skynotes.draft.me.n1', '{');
    expect(drafts.find('n1')).toBeNull();
    store.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    expect(() => {
      drafts.keep('n2', draft);
    }).not.toThrow();
  });
});
