import { beforeEach, describe, expect, it } from 'vitest';

import { answering, problem } from '../testing/api';
import type { FileWithUrls } from '../api/types';
import { Catalogue } from '../files/fileCatalogue';
import { storedFile } from '../testing/files';
import { Failure } from './job';
import { settled } from './settling';

const pending: FileWithUrls = { ...storedFile('a', { status: 'pending' }), urls: null };
const ready: FileWithUrls = { ...pending, status: 'ready', version: 2 };
const never = new Promise<never>(() => undefined);

let answers: (FileWithUrls | number)[];
let asked: number;
let slept: number[];
let catalogue: Catalogue;
let stop: AbortController;
/** Called when a wait begins. */
let onSleep: () => void;

beforeEach(() => {
  answers = [];
  asked = 0;
  slept = [];
  stop = new AbortController();
  onSleep = () => undefined;
  catalogue = new Catalogue(() => api);
});

/** An API that returns one answer after the other, and then repeats the last one. */
const api = answering({
  get: {
    '/files/{file_id}': () => {
      const answer = answers[Math.min(asked, answers.length - 1)] ?? 404;
      asked += 1;
      return typeof answer === 'number' ? Promise.reject(problem(answer)) : Promise.resolve(answer);
    },
  },
});

function settling(sleep: () => Promise<void> = () => Promise.resolve()) {
  const around = {
    api: () => api,
    catalogue,
    sleep: (milliseconds: number) => {
      slept.push(milliseconds);
      onSleep();
      return sleep();
    },
  };
  return settled(around, 'a', stop.signal);
}

const asRefused = (going: Promise<unknown>): Promise<unknown> =>
  going.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a file whose bytes have arrived', () => {
  it.each(['ready', 'rejected'] as const)('is %s already where the page has heard so', async (status) => {
    catalogue.keep(storedFile('a', { status }));
    expect((await settling()).status).toBe(status);
    expect([asked, slept]).toEqual([0, []]);
  });

  it.each(['ready', 'rejected'] as const)(
    'is %s as soon as the page hears so, without being asked for',
    async (status) => {
      catalogue.keep(pending);
      onSleep = () => {
        catalogue.keep(storedFile('b', { version: 9 }));
        catalogue.keep({ ...pending, caption: 'Sea', version: 2 });
        catalogue.keep({ ...pending, status, version: 3 });
      };
      expect(await settling(() => never)).toMatchObject({ id: 'a', status, version: 3 });
      expect(asked).toBe(0);
    },
  );

  it('is asked for where nothing is heard, less and less often', async () => {
    answers = [...Array.from({ length: 9 }, () => pending), ready];
    expect(await settling()).toEqual(ready);
    expect(asked).toBe(10);
    expect(slept.slice(0, 3)).toEqual([1000, 1400, 1400 * 1.4]);
    expect(slept.at(-1)).toBe(8000);
    expect(slept).toEqual([...slept].sort((one, other) => one - other));
  });

  it.each([500, 502, 503, 403, 429])('is asked for again after %i, however often', async (status) => {
    answers = [...Array.from({ length: 300 }, () => status), ready];
    expect(await settling()).toEqual(ready);
  });

  it('may have been deleted meanwhile, which no other attempt changes', async () => {
    answers = [404];
    const error = await asRefused(settling());
    expect(error).toBeInstanceOf(Failure);
    expect(error).toMatchObject({ retryable: false, message: 'It was deleted meanwhile, or its note was.' });
    expect(asked).toBe(1);
  });

  it('has arrived, and is said to have, where nothing comes of it for long', async () => {
    answers = [pending];
    const error = await asRefused(settling());
    expect(error).toBeInstanceOf(Failure);
    expect(error).toMatchObject({ retryable: false, message: expect.stringContaining('has arrived') as string });
    expect(asked).toBe(80);
    expect(slept.reduce((one, other) => one + other)).toBeGreaterThan(9 * 60_000);
  });

  it('is no longer asked for once nobody wants to know', async () => {
    answers = [pending];
    onSleep = () => {
      if (slept.length === 3) stop.abort();
    };
    expect(await asRefused(settling())).toMatchObject({ name: 'AbortError' });
    expect(asked).toBe(2);
  });

  it.each([[ready], [404]])('is listened for no more after %j', async (answer) => {
    let listening = 0;
    const subscribe = catalogue.subscribe.bind(catalogue);
    catalogue.subscribe = (listener) => {
      listening += 1;
      const end = subscribe(listener);
      return () => {
        listening -= 1;
        end();
      };
    };
    answers = [answer];
    await asRefused(settling());
    expect(listening).toBe(0);
  });
});
