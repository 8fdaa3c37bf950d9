import { describe, expect, it } from 'vitest';

import { ApiError, Offline } from '../api/errors';
import type { Query } from '../api/routes';
import { apiError } from '../testing/api';
import type { Change, Changes } from '../api/types';
import { Follower } from './follower';
import { changes, noteChange, flushPromises, ManualClock } from '../testing/live';

type Answer = Changes | Error | Promise<Changes>;

/** Create a follower of a feed with these answers, in order; record what happens. */
function following(answers: Answer[], position = { cursor: undefined as string | undefined, hasGap: false }) {
  const events: string[] = [];
  const clock = new ManualClock();
  let reloading: Promise<void> = Promise.resolve();
  const follower = new Follower(
    {
      clock,
      changes: async ({ cursor }: Query<'/changes'>) => {
        events.push(cursor === undefined ? 'begin' : `after ${cursor}`);
        const answer = await (answers.shift() ?? changes('end'));
        if (answer instanceof Error) throw answer;
        return answer;
      },
      subscriber: {
        apply: (items: readonly Change[]) => events.push(...items.map(({ id }) => id)),
        reload: () => {
          events.push('reload');
          return reloading;
        },
      },
    },
    position,
  );
  const reloadingFails = (error: Error): void => {
    reloading = Promise.reject(error);
    reloading.catch(() => undefined);
  };
  const reloadingWorks = (): void => {
    reloading = Promise.resolve();
  };
  return { follower, events, clock, reloadingFails, reloadingWorks };
}

const known = { cursor: 'one', hasGap: false };

describe('the follower', () => {
  it('continues where the last page ended', async () => {
    const { follower, events } = following([changes('two', [noteChange('a')]), changes('three')], known);
    await follower.catchUp();
    await follower.catchUp();
    expect(events).toEqual(['after one', 'a', 'after two']);
  });

  it('reads page after page until there is no more', async () => {
    const pages = [changes('two', [noteChange('a')], true), changes('three', [noteChange('b')])];
    const { follower, events } = following(pages, known);
    await follower.catchUp();
    expect(events).toEqual(['after one', 'a', 'after two', 'b']);
  });

  it('waits for changes that are held back', async () => {
    const { follower, events, clock } = following(
      [changes('two', [], true), changes('three', [noteChange('a')])],
      known,
    );
    const caughtUp = follower.catchUp();
    await clock.advance(2900);
    expect(events).toEqual(['after one']);
    await clock.advance(200);
    await caughtUp;
    expect(events).toEqual(['after one', 'after two', 'a']);
  });

  it('reads once at a time, and once more for any number of nudges', async () => {
    let answer: (page: Changes) => void = () => undefined;
    const slow = new Promise<Changes>((resolve) => (answer = resolve));
    const { follower, events } = following([slow, changes('three')], known);
    const caughtUp = Promise.all([follower.catchUp(), follower.catchUp(), follower.catchUp()]);
    await flushPromises();
    expect(events).toEqual(['after one']);
    answer(changes('two', [noteChange('a')]));
    await caughtUp;
    expect(events).toEqual(['after one', 'a', 'after two']);
  });

  it('gets the cursor before it reloads what was shown earlier', async () => {
    const { follower, events } = following([changes('one'), changes('two')], { cursor: undefined, hasGap: true });
    await follower.catchUp();
    await follower.catchUp();
    expect(events).toEqual(['begin', 'reload', 'after one']);
  });

  it('reloads before it continues if the cursor had arrived too late', async () => {
    const { follower, events } = following([changes('two')], { cursor: 'one', hasGap: true });
    await follower.catchUp();
    expect(events).toEqual(['reload', 'after one']);
  });

  it('reloads until that succeeds', async () => {
    const { follower, events, reloadingFails, reloadingWorks } = following([changes('one')], {
      cursor: undefined,
      hasGap: true,
    });
    reloadingFails(new Offline());
    await expect(follower.catchUp()).rejects.toThrow(Offline);
    reloadingWorks();
    await follower.catchUp();
    expect(events).toEqual(['begin', 'reload', 'reload', 'after one']);
  });

  it.each([410, 400])('starts again after %i, and reloads everything', async (status) => {
    const { follower, events } = following([apiError(status), changes('new'), changes('newer')], known);
    await follower.catchUp();
    await follower.catchUp();
    expect(events).toEqual(['after one', 'begin', 'reload', 'after new']);
  });

  it('does not start again after other errors, and misses nothing', async () => {
    const { follower, events } = following([new Offline(), apiError(500), changes('two')], known);
    await expect(follower.catchUp()).rejects.toThrow(Offline);
    await expect(follower.catchUp()).rejects.toThrow(ApiError);
    await follower.catchUp();
    expect(events).toEqual(['after one', 'after one', 'after one']);
  });

  it('does not retry forever if even the start is refused', async () => {
    const { follower, events } = following([apiError(400), apiError(400)], known);
    await expect(follower.catchUp()).rejects.toThrow(ApiError);
    expect(events).toEqual(['after one', 'begin']);
  });
});
