import { describe, expect, it } from 'vitest';

import { oneByOne } from './oneByOne';
import { settled } from '../testing/live';

describe('one by one', () => {
  it('does a thing once more for however many times it was wanted meanwhile', async () => {
    const finish: (() => void)[] = [];
    const act = oneByOne(() => new Promise<void>((resolve) => finish.push(resolve)));
    let isOver = false;
    void Promise.all([act(), act(), act()]).then(() => (isOver = true));
    await settled();
    expect(finish).toHaveLength(1);
    finish[0]?.();
    await settled();
    expect(finish).toHaveLength(2);
    expect(isOver).toBe(false);
    finish[1]?.();
    await settled();
    expect(finish).toHaveLength(2);
    expect(isOver).toBe(true);
  });

  it('may be tried again after it has failed', async () => {
    let times = 0;
    const act = oneByOne(() => {
      times += 1;
      return times === 1 ? Promise.reject(new Error('no')) : Promise.resolve();
    });
    await expect(act()).rejects.toThrow('no');
    await act();
    expect(times).toBe(2);
  });
});
