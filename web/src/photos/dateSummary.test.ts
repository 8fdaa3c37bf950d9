import { describe, expect, it } from 'vitest';

import { storedFile } from '../testing/files';
import { DAY, HOUR } from '../ui/localTime';
import { summaryOf } from './dateSummary';

const at = (id: string, taken_at: string | null) => storedFile(id, { taken_at });
const two = [at('a', '2021-05-03T10:00:00'), at('b', '2021-05-09T22:00:00')];
const of = (files: typeof two, change: Parameters<typeof summaryOf>[1]) => summaryOf(files, change, 'en-GB');

describe('what a change of dates will do', () => {
  it('is told by days where they shift by days', () => {
    const { text, count } = of(two, { kind: 'shift', minutes: DAY });
    expect(text).toMatch(/^2 photos, from 3\W+9 May 2021 to 4\W+10 May 2021$/);
    expect(count).toBe(2);
    expect(of(two.slice(0, 1), { kind: 'shift', minutes: -3 * DAY }).text).toBe(
      '1 photo, from 3 May 2021 to 30 April 2021',
    );
  });

  it('is told with times where they shift by hours', () => {
    expect(of(two.slice(0, 1), { kind: 'shift', minutes: 2 * HOUR }).text).toBe(
      '1 photo, from 3 May 2021, 10:00 to 3 May 2021, 12:00',
    );
  });

  it('is told for a date that is set', () => {
    expect(of(two, { kind: 'set', date: '2020-01-02', time: '' }).text).toBe(
      '2 photos, each at its own time on 2 January 2020',
    );
    expect(of(two, { kind: 'set', date: '2020-01-02', time: '12:00' }).text).toBe(
      '2 photos, all on 2 January 2020 at 12:00',
    );
    expect(of(two, { kind: 'set', date: '', time: '' })).toEqual({ text: '', unchanged: '', count: 0 });
  });

  it('names the photos that have no date to shift', () => {
    const { unchanged, count } = of([...two, at('c', null)], { kind: 'shift', minutes: HOUR });
    expect(unchanged).toBe('1 photo has no date to shift. Set one instead.');
    expect(count).toBe(2);
    expect(of([at('c', null)], { kind: 'shift', minutes: HOUR })).toMatchObject({ text: '', count: 0 });
  });
});
