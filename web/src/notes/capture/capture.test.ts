import { beforeEach, describe, expect, it } from 'vitest';
import { ApiError } from '../../api/errors';
import type { Note } from '../../api/types';
import { Capture, type FileStore } from './capture';
import { blank, joinDrafts } from './captureDraft';
import { Drafts } from '../store/drafts';
import { MemoryLocks, MemoryStorage, note } from '../../testing/notes';
import { Outbox } from '../store/outbox';

interface Sent {
  text: string;
  answer: (note: Note) => void;
  refuse: (status: number) => void;
}

let store: MemoryStorage;
let locks: MemoryLocks;
let sent: Sent[];
let bytes: Map<string, File>;

beforeEach(() => {
  store = new MemoryStorage();
  locks = new MemoryLocks();
  sent = [];
  bytes = new Map();
});

const files: FileStore = {
  save: (id, file) => {
    bytes.set(id, file);
    return Promise.resolve(true);
  },
  remove: (id) => {
    bytes.delete(id);
    return Promise.resolve();
  },
};

/** Create the capture box of a tab, with a service that responds when a test lets it. */
function box(tab = 'a'): { capture: Capture; outbox: Outbox } {
  locks.hold(`skynotes.tab.${tab}`);
  const drafts = new Drafts(store, 'me', tab, locks);
  const outbox = new Outbox({
    store,
    owner: 'me',
    tab,
    post: (_key, { text }) =>
      new Promise((answer, reject) => {
        const refuse = (status: number): void => {
          reject(new ApiError({ type: '', title: '', status, detail: '', request_id: '', errors: [] }));
        };
        sent.push({ text, answer, refuse });
      }),
    onNote: () => undefined,
    enqueueFiles: () => Promise.resolve(),
    isOnline: () => true,
    errorMessage: (error) => (error as Error).message,
    runIfTabClosed: () => Promise.resolve(),
    exclusively: (work) => work(),
    now: () => 1,
    sleep: () => new Promise(() => undefined),
  });
  return { capture: new Capture({ drafts, outbox, files, tab }), outbox };
}

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('the capture box', () => {
  it('is free for the next note as soon as one is saved, and keeps what is typed meanwhile', async () => {
    const { capture } = box();
    capture.change({ title: 'First', text: 'one', tags: ['t'] });
    capture.save();
    expect(capture.draft.value).toEqual(blank());
    capture.change({ text: 'typed since' });
    await soon();
    sent[0]?.answer(note());
    await soon();
    expect(capture.draft.value.text).toBe('typed since');
    expect(box().capture.draft.value.text).toBe('typed since');
  });

  it('creates two notes, in order, of two that are saved quickly', async () => {
    const { capture, outbox } = box();
    for (const text of ['one', 'two']) {
      capture.change({ text });
      capture.save();
    }
    await soon();
    sent[0]?.answer(note());
    await soon();
    sent[1]?.answer(note());
    await outbox.flush();
    expect(sent.map(({ text }) => text)).toEqual(['one', 'two']);
  });

  it('returns a rejected draft before what was typed since', async () => {
    const { capture, outbox } = box();
    capture.change({ title: 'First', text: 'one', tags: ['t'] });
    capture.save();
    capture.change({ title: 'Second', text: 'two', tags: ['u'] });
    await soon();
    sent[0]?.refuse(400);
    await soon();
    expect(capture.draft.value).toMatchObject({ title: 'First', text: 'one\n\nSecond\n\ntwo', tags: ['t', 'u'] });
    expect(capture.problem.value).toBe("That didn't work. Try again.");
    expect(outbox.items.value).toEqual([]);
  });

  it('does not change the field during an IME composition', async () => {
    const { capture } = box();
    capture.change({ text: 'one' });
    capture.save();
    capture.compose(true);
    await soon();
    sent[0]?.refuse(400);
    await soon();
    capture.change({ text: 'にほん' });
    expect(capture.draft.value.text).toBe('にほん');
    capture.compose(false);
    expect(capture.draft.value.text).toBe('one\n\nにほん');
  });

  it('saves nothing for nothing', () => {
    const { capture, outbox } = box();
    capture.change({ text: ' \n' });
    capture.save();
    expect(outbox.items.value).toEqual([]);
  });

  it('sends files with the current draft, once they are stored', async () => {
    const { capture, outbox } = box();
    capture.change({ text: 'one' });
    const saving = capture.saveWith([new File(['x'], 'a.jpg')]);
    expect(capture.draft.value).toEqual(blank());
    expect(outbox.items.value).toMatchObject([{ text: 'one', held: true, files: [{ name: 'a.jpg' }] }]);
    await saving;
    expect([...bytes.values()].map(({ name }) => name)).toEqual(['a.jpg']);
    expect(sent.map(({ text }) => text)).toEqual(['one']);
  });

  it('adopts the draft of a closed tab, once, and not over what is typed', async () => {
    box('a').capture.change({ text: 'from a' });
    locks.release('skynotes.tab.a');
    const [busy, free] = [box('b').capture, box('c').capture];
    busy.change({ text: 'from b' });
    await busy.adopt();
    await free.adopt();
    expect([busy.draft.value.text, free.draft.value.text]).toEqual(['from b', 'from a']);
  });
});

it('joins nothing to nothing', () => {
  expect(joinDrafts(blank(), blank())).toEqual(blank());
});
