import { describe, expect, it } from 'vitest';

import { ApiError, Offline } from '../api/errors';
import type { Query } from '../api/routes';
import { problem } from '../testing/api';
import type { Change, Changes } from '../api/types';
import { Follower } from './follower';
import { changes, noteChange, settled, StandingClock } from '../testing/live';

type Answer = Changes | Error | Promise<Changes>;

/** Create a follower of a feed with these answers, in order; record what happens. */
function following(answers: Answer[], begun = { cursor: undefined as string | undefined, hasGap: false }) {
  const told: string[] = [];
  const clock = new StandingClock();
  let reloading: Promise<void> = Promise.resolve();
  const follower = new Follower(
    {
      clock,
      changes: async ({ cursor }: Query<'/changes'>) => {
        told.push(cursor === undefined ? 'begin' : `after ${cursor}`);
        const answer = await (answers.shift() ?? changes('end'));
        if (answer instanceof Error) throw answer;
        return answer;
      },
      subscriber: {
        apply: (items: readonly Change[]) => told.push(...items.map(({ id }) => id)),
        reload: () => {
          told.push('reload');
          return reloading;
        },
      },
    },
    begun,
  );
  const reloadingFails = (error: Error): void => {
    reloading = Promise.reject(error);
    reloading.catch(() => undefined);
  };
  const reloadingWorks = (): void => {
    reloading = Promise.resolve();
  };
  return { follower, told, clock, reloadingFails, reloadingWorks };
}

const known = { cursor: 'one', hasGap: false };

describe('the follower', () => {
  it('goes on from where the last answer ended', async () => {
    const { follower, told } = following([changes('two', [noteChange('a')]), changes('three')], known);
    await follower.catchUp();
    await follower.catchUp();
    expect(told).toEqual(['after one', 'a', 'after two']);
  });

  it('reads page after page until there is no more', async () => {
    const pages = [changes('two', [noteChange('a')], true), changes('three', [noteChange('b')])];
    const { follower, told } = following(pages, known);
    await follower.catchUp();
    expect(told).toEqual(['after one', 'a', 'after two', 'b']);
  });

  it('gives what is held back its time', async () => {
    const { follower, told, clock } = following([changes('two', [], true), changes('three', [noteChange('a')])], known);
    const caughtUp = follower.catchUp();
    await clock.pass(2900);
    expect(told).toEqual(['after one']);
    await clock.pass(200);
    await caughtUp;
    expect(told).toEqual(['after one', 'after two', 'a']);
  });

  it('asks once at a time, and once more for however many nudges', async () => {
    let answer: (page: Changes) => void = () => undefined;
    const slow = new Promise<Changes>((resolve) => (answer = resolve));
    const { follower, told } = following([slow, changes('three')], known);
    const caughtUp = Promise.all([follower.catchUp(), follower.catchUp(), follower.catchUp()]);
    await settled();
    expect(told).toEqual(['after one']);
    answer(changes('two', [noteChange('a')]));
    await caughtUp;
    expect(told).toEqual(['after one', 'a', 'after two']);
  });

  it('has the cursor before it looks again at what was shown earlier', async () => {
    const { follower, told } = following([changes('one'), changes('two')], { cursor: undefined, hasGap: true });
    await follower.catchUp();
    await follower.catchUp();
    expect(told).toEqual(['begin', 'reload', 'after one']);
  });

  it('looks again before it goes on, where the cursor had come too late', async () => {
    const { follower, told } = following([changes('two')], { cursor: 'one', hasGap: true });
    await follower.catchUp();
    expect(told).toEqual(['reload', 'after one']);
  });

  it('looks again until that has worked', async () => {
    const { follower, told, reloadingFails, reloadingWorks } = following([changes('one')], {
      cursor: undefined,
      hasGap: true,
    });
    reloadingFails(new Offline());
    await expect(follower.catchUp()).rejects.toThrow(Offline);
    reloadingWorks();
    await follower.catchUp();
    expect(told).toEqual(['begin', 'reload', 'reload', 'after one']);
  });

  it.each([410, 400])('starts anew where the answer is %i, and looks at everything again', async (status) => {
    const { follower, told } = following([problem(status), changes('new'), changes('newer')], known);
    await follower.catchUp();
    await follower.catchUp();
    expect(told).toEqual(['after one', 'begin', 'reload', 'after new']);
  });

  it('does not start anew for anything else, and loses nothing', async () => {
    const { follower, told } = following([new Offline(), problem(500), changes('two')], known);
    await expect(follower.catchUp()).rejects.toThrow(Offline);
    await expect(follower.catchUp()).rejects.toThrow(ApiError);
    await follower.catchUp();
    expect(told).toEqual(['after one', 'after one', 'after one']);
  });

  it('does not try for ever where even the beginning is refused', async () => {
    const { follower, told } = following([problem(400), problem(400)], known);
    await expect(follower.catchUp()).rejects.toThrow(ApiError);
    expect(told).toEqual(['after one', 'begin']);
  });
});
