import { describe, expect, it } from 'vitest';

import { Follower } from './follower';
import { FeedStart } from './feedStart';
import { changes, flushPromises, ManualClock } from '../testing/live';
import { sleep } from './clock';

const never = new Promise<Response>(() => undefined);

/** Create a feed start whose cursor arrives when the test says so. */
function createFeedStart() {
  let answer: (response: Response) => void = () => undefined;
  const feedStart = new FeedStart(() => new Promise((resolve) => (answer = resolve)));
  return {
    feedStart,
    ask: () => feedStart.request('/api/changes', 'token'),
    answerWith: async (response = Response.json(changes('one'))) => {
      answer(response);
      await flushPromises();
    },
  };
}

describe('the start of the feed', () => {
  it('has no gap if data is requested after the cursor has arrived', async () => {
    const { feedStart, ask, answerWith } = createFeedStart();
    ask();
    await answerWith();
    void feedStart.watch('GET', never);
    expect(await feedStart.position()).toEqual({ cursor: 'one', hasGap: false });
  });

  it('has a gap if data is requested before the cursor has arrived', async () => {
    const { feedStart, ask, answerWith } = createFeedStart();
    ask();
    void feedStart.watch(undefined, never);
    await answerWith();
    expect(await feedStart.position()).toEqual({ cursor: 'one', hasGap: true });
  });

  it('ignores requests other than GET', async () => {
    const { feedStart, ask, answerWith } = createFeedStart();
    ask();
    void feedStart.watch('POST', never);
    await answerWith();
    expect(await feedStart.position()).toEqual({ cursor: 'one', hasGap: false });
  });

  it('is unknown if it was not requested, or not answered', async () => {
    expect(await createFeedStart().feedStart.position()).toEqual({ cursor: undefined, hasGap: true });
    const { feedStart, ask, answerWith } = createFeedStart();
    ask();
    await answerWith(Response.json({}, { status: 401 }));
    expect(await feedStart.position()).toEqual({ cursor: undefined, hasGap: true });
  });

  it('is unknown after a timeout', async () => {
    const unanswered = (_url: unknown, init?: RequestInit): Promise<never> =>
      new Promise((_, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new TypeError('Failed to fetch')));
      });
    const feedStart = new FeedStart(unanswered, 5);
    feedStart.request('/api/changes', 'token');
    expect(await feedStart.position()).toEqual({ cursor: undefined, hasGap: true });
  });

  it('waits until the first view has its answer, and a quiet period', async () => {
    const clock = new ManualClock();
    const { feedStart } = createFeedStart();
    let isIdle = false;
    void feedStart.waitUntilIdle((milliseconds) => sleep(clock, milliseconds)).then(() => (isIdle = true));
    await clock.advance(3000);
    void feedStart.watch('GET', Promise.resolve());
    await clock.advance(1900);
    expect(isIdle).toBe(false);
    await clock.advance(200);
    expect(isIdle).toBe(true);
  });

  it('waits for a limited time if the first view needs no answer', async () => {
    const clock = new ManualClock();
    let isIdle = false;
    void createFeedStart()
      .feedStart.waitUntilIdle((milliseconds) => sleep(clock, milliseconds))
      .then(() => (isIdle = true));
    await clock.advance(8100);
    expect(isIdle).toBe(true);
  });
});

/** A service whose feed starts when it answers, and which may answer in another order than it was asked in. */
class Service {
  written: string[] = [];

  cursor(): string {
    return this.written.length.toString();
  }

  list(): string[] {
    return [...this.written];
  }

  since(cursor: string): string[] {
    return this.written.slice(Number(cursor));
  }
}

describe('what is written while the page is loading', () => {
  // Each letter is an event at the service: the list is read (l), the cursor is created (c), a note is written (w).
  it.each(['lcw', 'lwc', 'clw', 'cwl', 'wlc', 'wcl'])('is never missing, in the order %s', async (order) => {
    const service = new Service();
    const { feedStart, ask, answerWith } = createFeedStart();
    const shown = new Set<string>();
    ask();
    let listed: string[] = [];
    let cursor = '';
    void feedStart.watch('GET', never);
    for (const step of order) {
      if (step === 'l') listed = service.list();
      if (step === 'c') cursor = service.cursor();
      if (step === 'w') service.written.push('note');
    }
    listed.forEach((id) => shown.add(id));
    await answerWith(Response.json(changes(cursor)));
    const follower = new Follower(
      {
        clock: new ManualClock(),
        changes: ({ cursor: from = '' }) => {
          service.since(from).forEach((id) => shown.add(id));
          return Promise.resolve(changes(service.cursor()));
        },
        subscriber: {
          apply: () => undefined,
          reload: () => {
            service.list().forEach((id) => shown.add(id));
            return Promise.resolve();
          },
        },
      },
      await feedStart.position(),
    );
    await follower.catchUp();
    expect([...shown]).toEqual(['note']);
  });
});
