import { describe, expect, it } from 'vitest';

import { storedFile } from '../testing/files';
import { DAY_MINUTES, HOUR_MINUTES } from '../ui/localTime';
import { summaryOf } from './dateSummary';

const takenAt = (id: string, taken_at: string | null) => storedFile(id, { taken_at });
const two = [takenAt('a', '2021-05-03T10:00:00'), takenAt('b', '2021-05-09T22:00:00')];
const summarize = (files: typeof two, change: Parameters<typeof summaryOf>[1]) => summaryOf(files, change, 'en-GB');

describe('the summary of a date change', () => {
  it('shows days for a shift by whole days', () => {
    const { text, count } = summarize(two, { kind: 'shift', minutes: DAY_MINUTES });
    expect(text).toMatch(/^2 photos will move from 3\W+9 May 2021 to 4\W+10 May 2021\.$/);
    expect(count).toBe(2);
    expect(summarize(two.slice(0, 1), { kind: 'shift', minutes: -3 * DAY_MINUTES }).text).toBe(
      '1 photo will move from 3 May 2021 to 30 April 2021.',
    );
  });

  it('shows times for a shift by hours', () => {
    expect(summarize(two.slice(0, 1), { kind: 'shift', minutes: 2 * HOUR_MINUTES }).text).toBe(
      '1 photo will move from 3 May 2021, 10:00 to 3 May 2021, 12:00.',
    );
  });

  it('shows the new date for all', () => {
    expect(summarize(two, { kind: 'set', date: '2020-01-02', time: '' }).text).toBe(
      '2 photos will be set to 2 January 2020 and keep their times.',
    );
    expect(summarize(two, { kind: 'set', date: '2020-01-02', time: '12:00' }).text).toBe(
      '2 photos will be set to 2 January 2020 at 12:00.',
    );
    expect(summarize(two, { kind: 'set', date: '', time: '' })).toEqual({ text: '', unchanged: '', count: 0 });
  });

  it('counts the photos that have no date to shift', () => {
    const { unchanged, count } = summarize([...two, takenAt('c', null)], { kind: 'shift', minutes: HOUR_MINUTES });
    expect(unchanged).toBe('1 photo has no date to shift. Set one instead.');
    expect(count).toBe(2);
    expect(summarize([takenAt('c', null)], { kind: 'shift', minutes: HOUR_MINUTES })).toMatchObject({
      text: '',
      count: 0,
    });
  });
});
