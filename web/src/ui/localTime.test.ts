import { afterEach, describe, expect, it } from 'vitest';

import {
  DAY_MINUTES,
  formatLocalTime,
  formatDayRange,
  HOUR_MINUTES,
  joinDateAndTime,
  parseLocalTime,
  formatMonth,
  monthNumber,
  parseOffset,
  formatOffset,
  splitDateAndTime,
  shiftByMinutes,
} from './localTime';

const zone = process.env.TZ;
afterEach(() => {
  process.env.TZ = zone;
});

/** Zones in the west, in the east and with daylight saving time, and those where the day begins first and last. */
const ZONES = ['America/Los_Angeles', 'Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'];

describe.each(ZONES)('a local time, for a viewer in %s', (TZ) => {
  const shown = (local: string): string => {
    process.env.TZ = TZ;
    return formatLocalTime(local, { dateStyle: 'long', timeStyle: 'short' }, 'en-GB');
  };

  it('keeps the given digits', () => {
    expect(shown('2021-12-31T23:30:00')).toBe('31 December 2021 at 23:30');
    expect(shown('2022-01-01T00:00:00')).toBe('1 January 2022 at 00:00');
    expect(shown('2021-06-30T23:59:59')).toBe('30 June 2021 at 23:59');
  });

  it('may be in an hour that daylight saving time skips for the viewer', () => {
    expect(shown('2021-03-28T02:30:00')).toBe('28 March 2021 at 02:30');
    expect(shown('2021-03-14T02:30:00')).toBe('14 March 2021 at 02:30');
    expect(shown('1994-12-31T12:00:00')).toBe('31 December 1994 at 12:00');
  });

  it('shifts by hours without daylight saving time', () => {
    process.env.TZ = TZ;
    expect(shiftByMinutes('2021-03-28T01:30:00', HOUR_MINUTES)).toBe('2021-03-28T02:30:00');
    expect(shiftByMinutes('2021-10-31T01:30:00', 2 * HOUR_MINUTES)).toBe('2021-10-31T03:30:00');
    expect(shiftByMinutes('2021-03-27T02:30:00', DAY_MINUTES)).toBe('2021-03-28T02:30:00');
  });

  it('belongs to the month of its digits', () => {
    process.env.TZ = TZ;
    expect(formatMonth(monthNumber('2021-12-31T23:30:00'), 'en-GB')).toBe('December 2021');
    expect(formatMonth(monthNumber('2022-01-01T00:00:00'), 'en-GB')).toBe('January 2022');
  });
});

describe('shiftByMinutes', () => {
  it('crosses the ends of months and years, and leap days', () => {
    expect(shiftByMinutes('2023-12-31T23:30:00', HOUR_MINUTES)).toBe('2024-01-01T00:30:00');
    expect(shiftByMinutes('2024-03-01T00:00:00', -1)).toBe('2024-02-29T23:59:00');
    expect(shiftByMinutes('2023-03-01T06:00:00', -DAY_MINUTES)).toBe('2023-02-28T06:00:00');
    expect(shiftByMinutes('2024-02-29T12:00:00', 366 * DAY_MINUTES)).toBe('2025-03-01T12:00:00');
    expect(shiftByMinutes('2021-05-03T10:00:07', 24 * HOUR_MINUTES)).toBe('2021-05-04T10:00:07');
  });

  it('returns undefined outside the calendar', () => {
    expect(shiftByMinutes('9999-12-31T23:30:00', HOUR_MINUTES)).toBeUndefined();
    expect(shiftByMinutes('0001-01-01T00:00:00', -1)).toBeUndefined();
    expect(shiftByMinutes('never', HOUR_MINUTES)).toBeUndefined();
  });
});

describe('parseLocalTime', () => {
  it('reads the digits and ignores what follows them', () => {
    expect(parseLocalTime('2026-02-28T17:45:12')).toBe('2026-02-28T17:45:12');
    expect(parseLocalTime('2026-02-28T17:45')).toBe('2026-02-28T17:45:00');
    expect(parseLocalTime('2026-02-28T17:45:12.123Z')).toBe('2026-02-28T17:45:12');
    expect(parseLocalTime('0099-01-01T00:00:00')).toBe('0099-01-01T00:00:00');
    expect(parseLocalTime('0001-01-01T00:00:00')).toBe('0001-01-01T00:00:00');
    expect(parseLocalTime('9999-12-31T23:59:59')).toBe('9999-12-31T23:59:59');
  });

  it.each(['', 'now', '2026-02-30T00:00:00', '2025-02-29T00:00:00', '2026-13-01T00:00', '2026-01-01T24:00:00'])(
    'refuses %s',
    (text) => {
      expect(parseLocalTime(text)).toBeUndefined();
    },
  );

  it('converts to form fields and back', () => {
    expect(splitDateAndTime('2026-02-28T17:45:12')).toEqual({ date: '2026-02-28', time: '17:45:12' });
    expect(joinDateAndTime({ date: '2026-02-28', time: '17:45' })).toBe('2026-02-28T17:45:00');
    expect(joinDateAndTime({ date: '2026-02-28', time: '' })).toBe('2026-02-28T00:00:00');
    expect(joinDateAndTime({ date: '', time: '17:45' })).toBeUndefined();
  });
});

describe('formatOffset', () => {
  it.each([
    ['+02:00', 'UTC+2'],
    ['-09:30', 'UTC−9:30'],
    ['+05:45', 'UTC+5:45'],
    ['+00:00', 'UTC'],
    ['-00:30', 'UTC−0:30'],
    ['around', ''],
  ])('formats %s as %s', (offset, name) => {
    expect(formatOffset(offset)).toBe(name);
  });
});

describe('parseOffset', () => {
  it.each([
    ['2', '+02:00'],
    ['+2', '+02:00'],
    ['UTC−9:30', '-09:30'],
    ['gmt+05:45', '+05:45'],
    [' UTC +2 ', '+02:00'],
    ['+1400', '+14:00'],
    ['Z', '+00:00'],
    ['UTC', '+00:00'],
    ['-0', '+00:00'],
    ['', null],
    ['  ', null],
    ['15', undefined],
    ['-14', undefined],
    ['+2:75', undefined],
    ['Berlin', undefined],
  ])('parses “%s” to %s', (text, offset) => {
    expect(parseOffset(text)).toBe(offset);
  });
});

it('formats a range of days', () => {
  expect(formatDayRange('2021-05-03T01:00:00', '2021-05-09T23:00:00', 'en-GB')).toMatch(/^3\W+9 May 2021$/);
  expect(formatDayRange('2021-05-03T01:00:00', '2021-05-03T23:00:00', 'en-GB')).toBe('3 May 2021');
  expect(formatDayRange('never', '2021-05-03T23:00:00', 'en-GB')).toBe('');
  expect(formatDayRange('2021-05-03T01:00:00', 'never', 'en-GB')).toBe('');
});

it('formats months in the viewer’s locale', () => {
  expect(formatMonth(monthNumber('2026-06-30T00:00:00'), 'de')).toBe('Juni 2026');
  expect(formatMonth(monthNumber('0099-01-01T00:00:00'), 'en-GB')).toBe('January 99');
});
