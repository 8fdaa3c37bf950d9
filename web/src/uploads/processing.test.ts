import { beforeEach, describe, expect, it } from 'vitest';

import { fakeApi, apiError } from '../testing/api';
import type { FileWithUrls } from '../api/types';
import { Catalogue } from '../files/fileCatalogue';
import { storedFile } from '../testing/files';
import { UploadFailure } from './job';
import { waitForProcessing } from './processing';

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
const api = fakeApi({
  get: {
    '/files/{file_id}': () => {
      const answer = answers[Math.min(asked, answers.length - 1)] ?? 404;
      asked += 1;
      return typeof answer === 'number' ? Promise.reject(apiError(answer)) : Promise.resolve(answer);
    },
  },
});

function waiting(sleep: () => Promise<void> = () => Promise.resolve()) {
  const dependencies = {
    api: () => api,
    catalogue,
    sleep: (milliseconds: number) => {
      slept.push(milliseconds);
      onSleep();
      return sleep();
    },
  };
  return waitForProcessing(dependencies, 'a', stop.signal);
}

const asRefused = (going: Promise<unknown>): Promise<unknown> =>
  going.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a file whose bytes have arrived', () => {
  it.each(['ready', 'rejected'] as const)('is %s at once if the page knows', async (status) => {
    catalogue.put(storedFile('a', { status }));
    expect((await waiting()).status).toBe(status);
    expect([asked, slept]).toEqual([0, []]);
  });

  it.each(['ready', 'rejected'] as const)(
    'is %s as soon as the page is notified, without a request',
    async (status) => {
      catalogue.put(pending);
      onSleep = () => {
        catalogue.put(storedFile('b', { version: 9 }));
        catalogue.put({ ...pending, caption: 'Sea', version: 2 });
        catalogue.put({ ...pending, status, version: 3 });
      };
      expect(await waiting(() => never)).toMatchObject({ id: 'a', status, version: 3 });
      expect(asked).toBe(0);
    },
  );

  it('is polled without a notification, less and less often', async () => {
    answers = [...Array.from({ length: 9 }, () => pending), ready];
    expect(await waiting()).toEqual(ready);
    expect(asked).toBe(10);
    expect(slept.slice(0, 3)).toEqual([1000, 1400, 1400 * 1.4]);
    expect(slept.at(-1)).toBe(8000);
    expect(slept).toEqual([...slept].sort((one, other) => one - other));
  });

  it.each([500, 502, 503, 403, 429])('is polled again after %i, however often', async (status) => {
    answers = [...Array.from({ length: 300 }, () => status), ready];
    expect(await waiting()).toEqual(ready);
  });

  it('may have been deleted meanwhile, which is not retryable', async () => {
    answers = [404];
    const error = await asRefused(waiting());
    expect(error).toBeInstanceOf(UploadFailure);
    expect(error).toMatchObject({ retryable: false, message: 'The file or its note was deleted.' });
    expect(asked).toBe(1);
  });

  it('is reported as uploaded if processing takes too long', async () => {
    answers = [pending];
    const error = await asRefused(waiting());
    expect(error).toBeInstanceOf(UploadFailure);
    expect(error).toMatchObject({ retryable: false, message: expect.stringContaining('Uploaded, but') as string });
    expect(asked).toBe(80);
    expect(slept.reduce((one, other) => one + other)).toBeGreaterThan(9 * 60_000);
  });

  it('is not polled any more after an abort', async () => {
    answers = [pending];
    onSleep = () => {
      if (slept.length === 3) stop.abort();
    };
    expect(await asRefused(waiting())).toMatchObject({ name: 'AbortError' });
    expect(asked).toBe(2);
  });

  it.each([[ready], [404]])('has no listener left after %j', async (answer) => {
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
    await asRefused(waiting());
    expect(listening).toBe(0);
  });
});
