import { beforeEach, describe, expect, it } from 'vitest';
import { contentOf } from '../editing/content';
import { Drafts, type CaptureDraft } from './drafts';
import { MemoryLocks, MemoryStorage, note } from '../../testing/notes';

const draft = { base: note(), content: { ...contentOf(note()), text: 'rye' }, at: 0 };
const typed = (text: string): CaptureDraft => ({ title: '', text, tags: [], files: [] });

let store: MemoryStorage;
let locks: MemoryLocks;

beforeEach(() => {
  store = new MemoryStorage();
  locks = new MemoryLocks();
});

/** Return the drafts of an open tab. */
function tab(name: string, owner = 'me'): Drafts {
  locks.hold(`skynotes.tab.${name}`);
  return new Drafts(store, owner, name, locks);
}

function close(name: string): void {
  locks.release(`skynotes.tab.${name}`);
}

async function adoptedBy(drafts: Drafts): Promise<string[]> {
  const found: string[] = [];
  await drafts.adoptCapture(({ text }) => found.push(text));
  return found;
}

describe('Drafts', () => {
  it('stores them by user and note', () => {
    tab('a').save('n1', draft);
    expect(tab('a').find('n1')).toEqual(draft);
    expect(tab('a').ids()).toEqual(['n1']);
    expect(tab('a', 'you').find('n1')).toBeNull();
    expect(tab('a', 'you').ids()).toEqual([]);
  });

  it('does not list the draft of the capture box among those of notes', () => {
    const drafts = tab('a');
    drafts.saveCapture(typed('tea'));
    expect(drafts.ids()).toEqual([]);
    expect(drafts.findCapture()?.text).toBe('tea');
    drafts.removeCapture();
    expect(drafts.findCapture()).toBeNull();
  });

  it('survives a store that is full, and one that holds nonsense', () => {
    const drafts = tab('a');
    store.setItem('skynotes.draft.me.n1.a', '{');
    expect(drafts.find('n1')).toBeNull();
    store.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    expect(drafts.save('n2', draft)).toBe(false);
  });

  it('writes nothing more after its owner has signed out', () => {
    const drafts = tab('a');
    drafts.seal();
    drafts.save('n1', draft);
    drafts.saveCapture(typed('tea'));
    expect(store).toHaveLength(0);
  });
});

describe('the drafts of several tabs', () => {
  it('do not overwrite each other', () => {
    const [one, other] = [tab('a'), tab('b')];
    one.saveCapture(typed('from a'));
    other.saveCapture(typed('from b'));
    other.removeCapture();
    expect(one.findCapture()?.text).toBe('from a');
  });

  it('are left alone while their tab lives', async () => {
    tab('a').saveCapture(typed('from a'));
    expect(await adoptedBy(tab('b'))).toEqual([]);
    expect(tab('a').findCapture()?.text).toBe('from a');
  });

  it('are adopted by one other tab when theirs is gone', async () => {
    tab('a').saveCapture(typed('from a'));
    close('a');
    const [one, other] = [tab('b'), tab('c')];
    expect(await Promise.all([adoptedBy(one), adoptedBy(other)])).toEqual([['from a'], []]);
    expect(one.findCapture()?.text).toBe('from a');
    expect(other.findCapture()).toBeNull();
  });

  it('are adopted one at a time, and none over what is typed', async () => {
    tab('a').save('n1', draft);
    tab('b').save('n1', { ...draft, at: 1 });
    close('a');
    close('b');
    const drafts = tab('c');
    await drafts.adopt('n1');
    expect(drafts.find('n1')?.at).toBe(0);
    await drafts.adopt('n1');
    expect(drafts.find('n1')?.at).toBe(0);
    drafts.remove('n1');
    await drafts.adopt('n1');
    expect(drafts.find('n1')?.at).toBe(1);
  });

  it('are adopted from before tabs had their own', async () => {
    store.setItem('skynotes.draft.me.new', JSON.stringify({ title: '', text: 'older', tags: ['t'], key: 'k' }));
    store.setItem('skynotes.draft.me.n1', JSON.stringify(draft));
    const drafts = tab('a');
    expect(await adoptedBy(drafts)).toEqual(['older']);
    await drafts.adopt('n1');
    expect(drafts.find('n1')).toEqual(draft);
  });
});
