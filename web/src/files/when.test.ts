import { afterEach, describe, expect, it } from 'vitest';

import { storedFile } from '../testing/files';
import { clockOf, dayOf, momentOf, takenWords } from './when';

const zone = process.env.TZ;
afterEach(() => {
  process.env.TZ = zone;
});

const eve = storedFile('eve', { taken_at: '2021-12-31T23:30:00' });
const undated = storedFile('undated', { created_at: '2026-07-01T00:30:00.000Z' });

describe.each(['America/Los_Angeles', 'Europe/Berlin', 'Pacific/Kiritimati'])('for a viewer in %s', (TZ) => {
  it('a photo has the date and the time of its place', () => {
    process.env.TZ = TZ;
    expect(dayOf(eve)).toContain('31');
    expect(dayOf(eve)).toContain('2021');
    expect(momentOf(eve)).toMatch(/31.*2021.*(23|11):30/);
    expect(clockOf(eve)).toBe('2021-12-31T23:30:00');
  });

  it('a photo without a date stands where the service puts it', () => {
    process.env.TZ = TZ;
    expect(clockOf(undated)).toBe('2026-07-01T00:30:00');
  });
});

describe('a photo that does not say when it was taken', () => {
  it('says when it was added', () => {
    expect(dayOf(undated)).toMatch(/^Added /);
    expect(momentOf(undated)).toMatch(/^added /);
    expect(takenWords(undated)).toBeNull();
  });
});

it('tells the offset where there is one', () => {
  expect(takenWords({ ...eve, taken_offset: '+09:00' })).toMatch(/:30.* \(UTC\+9\)$/);
  expect(takenWords(eve)).toMatch(/:30[^()]*$/);
});
