import { describe, expect, it } from 'vitest';

import { coalesce } from './coalesce';
import { flushPromises } from '../testing/live';

describe('coalesce', () => {
  it('runs once more for any number of calls during a run', async () => {
    const finish: (() => void)[] = [];
    const act = coalesce(() => new Promise<void>((resolve) => finish.push(resolve)));
    let isFinished = false;
    void Promise.all([act(), act(), act()]).then(() => (isFinished = true));
    await flushPromises();
    expect(finish).toHaveLength(1);
    finish[0]?.();
    await flushPromises();
    expect(finish).toHaveLength(2);
    expect(isFinished).toBe(false);
    finish[1]?.();
    await flushPromises();
    expect(finish).toHaveLength(2);
    expect(isFinished).toBe(true);
  });

  it('runs again after a failure', async () => {
    let times = 0;
    const act = coalesce(() => {
      times += 1;
      return times === 1 ? Promise.reject(new Error('no')) : Promise.resolve();
    });
    await expect(act()).rejects.toThrow('no');
    await act();
    expect(times).toBe(2);
  });
});
