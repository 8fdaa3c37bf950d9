import { afterEach, describe, expect, it } from 'vitest';

import { storedFile } from '../testing/files';
import { sortKeyOf, dayInWords, dateTimeInWords, takenInWords } from './takenDate';

const zone = process.env.TZ;
afterEach(() => {
  process.env.TZ = zone;
});

const eve = storedFile('eve', { taken_at: '2021-12-31T23:30:00' });
const undated = storedFile('undated', { created_at: '2026-07-01T00:30:00.000Z' });

describe.each(['America/Los_Angeles', 'Europe/Berlin', 'Pacific/Kiritimati'])('for a viewer in %s', (TZ) => {
  it('a photo has the local date and time of where it was taken', () => {
    process.env.TZ = TZ;
    expect(dayInWords(eve)).toContain('31');
    expect(dayInWords(eve)).toContain('2021');
    expect(dateTimeInWords(eve)).toMatch(/31.*2021.*(23|11):30/);
    expect(sortKeyOf(eve)).toBe('2021-12-31T23:30:00');
  });

  it('a photo without a date is sorted as the service sorts it', () => {
    process.env.TZ = TZ;
    expect(sortKeyOf(undated)).toBe('2026-07-01T00:30:00');
  });
});

describe('a photo without a date', () => {
  it('shows when it was added', () => {
    expect(dayInWords(undated)).toMatch(/^Added /);
    expect(dateTimeInWords(undated)).toMatch(/^added /);
    expect(takenInWords(undated)).toBeNull();
  });
});

it('shows the UTC offset if there is one', () => {
  expect(takenInWords({ ...eve, taken_offset: '+09:00' })).toMatch(/:30.* \(UTC\+9\)$/);
  expect(takenInWords(eve)).toMatch(/:30[^()]*$/);
});
