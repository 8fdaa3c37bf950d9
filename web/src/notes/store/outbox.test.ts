import { beforeEach, describe, expect, it } from 'vitest';
import { ApiError, Offline } from '../../api/errors';
import type { Note } from '../../api/types';
import type { CaptureDraft } from './drafts';
import { MemoryStorage, note } from '../../testing/notes';
import { Outbox, type Services } from './outbox';

type Fault = 'reset' | 'lost answer' | 'hung' | number;

/** A service that remembers idempotency keys, and fails with the queued faults. */
class Service {
  readonly notes = new Map<string, Note>();
  readonly sent: string[] = [];
  readonly enqueued: string[] = [];
  faults: Fault[] = [];
  detail = '';

  readonly post: Services['post'] = async (key, { title, text, tags }) => {
    this.sent.push(text);
    const fault = this.faults.shift();
    await Promise.resolve();
    if (fault === 'reset') throw new Offline();
    if (fault === 'hung') return new Promise(() => undefined);
    if (typeof fault === 'number') throw problem(fault, this.detail);
    const made = this.notes.get(key) ?? note({ id: `n${this.notes.size}`, title, text, tags });
    this.notes.set(key, made);
    if (fault === 'lost answer') throw new Offline();
    return made;
  };

  get texts(): string[] {
    return [...this.notes.values()].map(({ text }) => text);
  }
}

function problem(status: number, detail: string): ApiError {
  return new ApiError({ type: 'about:blank', title: '', status, detail, request_id: '', errors: [] });
}

const draft = (text: string, given: Partial<CaptureDraft> = {}): CaptureDraft => ({
  title: '',
  text,
  tags: [],
  files: [],
  ...given,
});
const file = (id: string) => ({ id, name: `${id}.jpg`, type: 'image/jpeg', size: 1 });

let store: MemoryStorage;
let service: Service;
let isOnline: boolean;
let wakes: (() => void)[];
let gone: Set<string>;
let turn: Promise<void>;

beforeEach(() => {
  store = new MemoryStorage();
  service = new Service();
  isOnline = true;
  wakes = [];
  gone = new Set();
  turn = Promise.resolve();
});

function outbox(given: Partial<Services> = {}): Outbox {
  return new Outbox({
    store,
    owner: 'me',
    tab: 'a',
    post: service.post,
    onNote: () => undefined,
    enqueueFiles: (files, noteId) => {
      service.enqueued.push(...files.map(({ id }) => `${noteId}:${id}`));
      return Promise.resolve();
    },
    isOnline: () => isOnline,
    errorMessage: (error) => (error as Error).message,
    runIfTabClosed: (tab, act) => {
      if (gone.has(tab)) act();
      return Promise.resolve();
    },
    exclusively: (work) => (turn = turn.then(work)),
    now: () => 1000,
    sleep: () => new Promise((resolve) => wakes.push(resolve)),
    ...given,
  });
}

/** Let the retry delays of every outbox pass, until no note is waiting. */
async function untilSent(...boxes: Outbox[]): Promise<void> {
  for (let round = 0; round < 50; round += 1) {
    await Promise.all(boxes.map((box) => box.flush()));
    for (const wake of wakes.splice(0)) wake();
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (boxes.every((box) => box.items.value.length === 0)) return;
  }
}

describe('an outbox', () => {
  it('sends notes in the order in which they were added, and removes them', async () => {
    const box = outbox();
    for (const text of ['one', 'two', 'three']) box.add(draft(text));
    await untilSent(box);
    expect(service.texts).toEqual(['one', 'two', 'three']);
    expect(store).toHaveLength(0);
  });

  it('keeps them while there is no connection, over a reload, and sends them when there is one', async () => {
    isOnline = false;
    const before = outbox();
    before.add(draft('one'));
    before.add(draft('two'));
    await before.flush();
    expect(service.sent).toEqual([]);
    isOnline = true;
    const after = outbox();
    expect(after.items.value.map(({ text }) => text)).toEqual(['one', 'two']);
    await untilSent(after);
    expect(service.texts).toEqual(['one', 'two']);
  });

  it.each<Fault[]>([
    ['reset'],
    ['lost answer'],
    [500],
    [503],
    [401],
    [403],
    [408],
    [425],
    [429],
    ['lost answer', 500, 'reset'],
    ['reset', 'reset', 'reset', 'reset', 'reset', 'reset'],
  ])('creates each note once despite %j %j %j', async (...faults) => {
    service.faults = faults;
    const box = outbox();
    box.add(draft('one'));
    box.add(draft('two'));
    await untilSent(box);
    expect([...service.texts].sort()).toEqual(['one', 'two']);
  });

  it('keeps the order through a fault', async () => {
    service.faults = [500, 'lost answer'];
    const box = outbox();
    box.add(draft('one'));
    box.add(draft('two'));
    await untilSent(box);
    expect(service.texts).toEqual(['one', 'two']);
  });

  it('is not blocked by one note that always fails', async () => {
    const box = outbox({
      post: (key, body) => (body.text === 'poison' ? Promise.reject(problem(500, '')) : service.post(key, body)),
    });
    box.add(draft('poison'));
    box.add(draft('two'));
    await untilSent(box);
    expect(service.texts).toEqual(['two']);
    expect(box.items.value.map(({ text }) => text)).toEqual(['poison']);
  });

  it('repeats a request under the same key if the tab was closed before the response', async () => {
    service.faults = ['hung'];
    outbox().add(draft('one'));
    await new Promise((resolve) => setTimeout(resolve, 0));
    turn = Promise.resolve();
    const [item] = outbox().items.value;
    service.notes.set(item?.key ?? '', note({ text: 'one' }));
    await untilSent(outbox());
    expect(service.texts).toEqual(['one']);
  });

  it('is sent once by several tabs', async () => {
    isOnline = false;
    const one = outbox();
    for (const text of ['one', 'two', 'three']) one.add(draft(text));
    const other = outbox({ tab: 'b' });
    isOnline = true;
    await untilSent(one, other);
    expect(service.sent).toEqual(['one', 'two', 'three']);
  });

  it('reports why a note is rejected, goes on with the next, and returns it once', async () => {
    service.faults = [400];
    const box = outbox();
    box.add(draft('bad'));
    box.add(draft('good'));
    await box.flush();
    const [item] = box.items.value;
    expect(item).toMatchObject({ text: 'bad', refusal: "That didn't work. Try again." });
    expect(service.texts).toEqual(['good']);
    expect(box.take(item?.key ?? '')?.text).toBe('bad');
    expect(box.take(item?.key ?? '')).toBeUndefined();
  });

  it('does not return a note that may have been created', async () => {
    service.faults = ['lost answer', 'reset', 'reset'];
    const box = outbox();
    const key = box.add(draft('one'));
    await box.flush();
    expect(box.take(key)).toBeUndefined();
  });

  it('removes a note that was created, with its response lost, and deleted since', async () => {
    service.faults = ['lost answer', 409];
    service.detail = 'The note that this Idempotency-Key made has been deleted.';
    const box = outbox();
    box.add(draft('one'));
    await untilSent(box);
    expect(box.items.value).toEqual([]);
  });

  it('keeps a note whose key was used for another request, and one that is rejected on a retry', async () => {
    const box = outbox();
    service.detail = 'This Idempotency-Key was used for another request.';
    service.faults = [409];
    box.add(draft('one'));
    await box.flush();
    service.detail = 'You keep as many notes and files as one account can hold.';
    service.faults = ['reset', 409];
    box.add(draft('two'));
    await box.flush();
    await box.flush();
    expect(box.items.value.map(({ text, refusal }) => [text, refusal !== undefined])).toEqual([
      ['one', true],
      ['two', true],
    ]);
  });

  it('retries with a growing delay, one retry at a time, and reports the problem', async () => {
    const slept: number[] = [];
    const box = outbox({
      sleep: (milliseconds) => {
        slept.push(milliseconds);
        return new Promise((resolve) => wakes.push(resolve));
      },
    });
    service.faults = [...Array.from({ length: 7 }, (): Fault => 'reset'), 500];
    box.add(draft('one'));
    await box.flush();
    expect([box.problem.value, wakes.length]).toEqual(['offline', 1]);
    await box.flush();
    expect([box.problem.value, wakes.length]).toEqual(['offline', 1]);
    await untilSent(box);
    expect(box.problem.value).toBeNull();
    expect(slept).toEqual([...slept].sort((one, other) => one - other));
    expect([slept[0], slept[1], slept[2]]).toEqual([1000, 2000, 4000]);
    service.faults = [500, 500];
    box.add(draft('two'));
    await box.flush();
    expect([box.problem.value, slept.at(-1)]).toEqual(['failing', 1000]);
  });

  it('does not report a note that was created after its owner signed out', async () => {
    const told: Note[] = [];
    const box: Outbox = outbox({
      onNote: (written) => told.push(written),
      post: (...given) => {
        box.seal();
        return service.post(...given);
      },
    });
    box.add(draft('one'));
    await box.flush();
    expect([service.texts, told]).toEqual([['one'], []]);
  });

  it('shows nothing of one person to another, and nothing after signing out', async () => {
    isOnline = false;
    const mine = outbox();
    mine.add(draft('one'));
    expect(outbox({ owner: 'you' }).items.value).toEqual([]);
    mine.seal();
    mine.add(draft('two'));
    expect(store).toHaveLength(1);
    isOnline = true;
    await mine.flush();
    expect(service.sent).toEqual([]);
  });

  it('sends notes that the browser has no room for, and reports that a reload would lose them', async () => {
    store.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    isOnline = false;
    const box = outbox();
    box.add(draft('one'));
    expect(box.items.value.map((item) => box.isMemoryOnly(item))).toEqual([true]);
    isOnline = true;
    await untilSent(box);
    expect(service.texts).toEqual(['one']);
  });
});

describe('the files of a note that waits', () => {
  it('are queued for upload after it is created', async () => {
    const box = outbox();
    const key = box.add(draft('one', { files: [file('f1'), file('f2')] }), { held: true });
    await box.flush();
    expect(service.sent).toEqual([]);
    box.release(key);
    await untilSent(box);
    expect(service.enqueued).toEqual(['n0:f1', 'n0:f2']);
  });

  it('are queued for upload without creating the note again, if the page was closed in between', async () => {
    const box = outbox({ enqueueFiles: () => Promise.reject(new Error('The page is closed.')) });
    box.add(draft('one', { files: [file('f1')] }));
    await box.flush();
    await untilSent(outbox());
    expect(service.sent).toEqual(['one']);
    expect(service.enqueued).toEqual(['n0:f1']);
  });

  it('hold the note back while they are being stored on the device', async () => {
    const box = outbox();
    box.add(draft('one', { files: [file('f1')] }), { held: true });
    await box.resume();
    expect(service.sent).toEqual([]);
  });

  it('do not return a created note for editing if they are rejected', async () => {
    const box = outbox({ enqueueFiles: () => Promise.reject(problem(400, '')) });
    const key = box.add(draft('one', { files: [file('f1')] }));
    await box.flush();
    expect(box.items.value).toMatchObject([{ noteId: 'n0', refusal: "That didn't work. Try again." }]);
    expect(box.take(key)).toBeUndefined();
  });

  it('can be removed while they wait', async () => {
    isOnline = false;
    const box = outbox();
    const key = box.add(draft('one', { files: [file('f1'), file('f2')] }));
    box.drop(key, 'f1');
    isOnline = true;
    await untilSent(box);
    expect(service.enqueued).toEqual(['n0:f2']);
  });

  it('do not block a note whose tab was closed before they were stored', async () => {
    outbox({ tab: 'a' }).add(draft('one', { files: [file('f1')] }), { held: true });
    const box = outbox({ tab: 'b' });
    await box.resume();
    expect(service.sent).toEqual([]);
    gone.add('a');
    await box.resume();
    await untilSent(box);
    expect(service.texts).toEqual(['one']);
  });

  it('are sent only by their own tab if they are in its memory', async () => {
    const mine = outbox();
    const key = mine.add(draft('one', { files: [file('f1')] }), { held: true });
    isOnline = false;
    mine.release(key, { pageOnly: true });
    expect(mine.items.value.map((item) => mine.isMemoryOnly(item))).toEqual([true]);
    isOnline = true;
    await outbox({ tab: 'b' }).resume();
    expect(service.sent).toEqual([]);
    await untilSent(mine);
    expect(service.enqueued).toEqual(['n0:f1']);
  });
});
