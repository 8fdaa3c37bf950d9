import { expect, it } from 'vitest';
import { shortTime } from './times';

const now = new Date(2026, 5, 20, 18, 30);
const at = (...parts: [number, number, number, number?]): string => new Date(...parts).toISOString();

it('is as short as it can be', () => {
  expect(shortTime(at(2026, 5, 20, 9), now, 'en-US')).toMatch(/^9:00/);
  expect(shortTime(at(2026, 5, 19, 23), now, 'en-US')).toBe('Friday');
  expect(shortTime(at(2026, 5, 14), now, 'en-US')).toBe('Sunday');
  expect(shortTime(at(2026, 5, 13), now, 'en-US')).toBe('Jun 13');
  expect(shortTime(at(2025, 5, 20), now, 'en-US')).toBe('Jun 20, 2025');
  expect(shortTime(at(2026, 5, 21), now, 'en-US')).toBe('Jun 21');
});
