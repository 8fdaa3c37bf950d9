import { describe, expect, it } from 'vitest';

import { Follower } from './follower';
import { Beginning } from './feedStart';
import { changes, settled, StandingClock } from '../testing/live';
import { sleep } from './clock';

const never = new Promise<Response>(() => undefined);

/** Create a feed start whose cursor arrives when the test says so. */
function begun() {
  let answer: (response: Response) => void = () => undefined;
  const beginning = new Beginning(() => new Promise((resolve) => (answer = resolve)));
  return {
    beginning,
    ask: () => beginning.ask('/api/changes', 'token'),
    arrive: async (response = Response.json(changes('one'))) => {
      answer(response);
      await settled();
    },
  };
}

describe('the beginning', () => {
  it('is early enough for what is asked for after the cursor has come', async () => {
    const { beginning, ask, arrive } = begun();
    ask();
    await arrive();
    void beginning.watch('GET', never);
    expect(await beginning.begun()).toEqual({ cursor: 'one', hasGap: false });
  });

  it('is not for what was asked for after the cursor was, and before it had come', async () => {
    const { beginning, ask, arrive } = begun();
    ask();
    void beginning.watch(undefined, never);
    await arrive();
    expect(await beginning.begun()).toEqual({ cursor: 'one', hasGap: true });
  });

  it('minds only what is read', async () => {
    const { beginning, ask, arrive } = begun();
    ask();
    void beginning.watch('POST', never);
    await arrive();
    expect(await beginning.begun()).toEqual({ cursor: 'one', hasGap: false });
  });

  it('is still to come where it was not asked for, or not answered', async () => {
    expect(await begun().beginning.begun()).toEqual({ cursor: undefined, hasGap: true });
    const { beginning, ask, arrive } = begun();
    ask();
    await arrive(Response.json({}, { status: 401 }));
    expect(await beginning.begun()).toEqual({ cursor: undefined, hasGap: true });
  });

  it('is still to come where no answer does, and nobody waits for that for ever', async () => {
    const unanswered = (_url: unknown, init?: RequestInit): Promise<never> =>
      new Promise((_, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new TypeError('Failed to fetch')));
      });
    const beginning = new Beginning(unanswered, 5);
    beginning.ask('/api/changes', 'token');
    expect(await beginning.begun()).toEqual({ cursor: undefined, hasGap: true });
  });

  it('waits until the first view has its answer, and then a little', async () => {
    const clock = new StandingClock();
    const { beginning } = begun();
    let isCalm = false;
    void beginning.calm((milliseconds) => sleep(clock, milliseconds)).then(() => (isCalm = true));
    await clock.pass(3000);
    void beginning.watch('GET', Promise.resolve());
    await clock.pass(1900);
    expect(isCalm).toBe(false);
    await clock.pass(200);
    expect(isCalm).toBe(true);
  });

  it('waits only so long where the first view needs no answer', async () => {
    const clock = new StandingClock();
    let isCalm = false;
    void begun()
      .beginning.calm((milliseconds) => sleep(clock, milliseconds))
      .then(() => (isCalm = true));
    await clock.pass(8100);
    expect(isCalm).toBe(true);
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
    const { beginning, ask, arrive } = begun();
    const shown = new Set<string>();
    ask();
    let listed: string[] = [];
    let cursor = '';
    void beginning.watch('GET', never);
    for (const step of order) {
      if (step === 'l') listed = service.list();
      if (step === 'c') cursor = service.cursor();
      if (step === 'w') service.written.push('note');
    }
    listed.forEach((id) => shown.add(id));
    await arrive(Response.json(changes(cursor)));
    const follower = new Follower(
      {
        clock: new StandingClock(),
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
      await beginning.begun(),
    );
    await follower.catchUp();
    expect([...shown]).toEqual(['note']);
  });
});
