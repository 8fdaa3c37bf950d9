import { expect, it } from 'vitest';
import { englishOf, writtenDate } from './locale';

it.each([
  [['en-US', 'en'], 'en-US'],
  [['de-DE', 'de', 'en-AU', 'en-US'], 'en-AU'],
  [['en'], 'en'],
  [['de-DE', 'de'], 'en-GB'],
  [['eng-x', 'en_broken'], 'en-GB'],
  [[], 'en-GB'],
])('writes for %j in %s', (languages, locale) => {
  expect(englishOf(languages)).toBe(locale);
});

it('writes the same date as each English does, and never in another language', () => {
  const date = new Date(2026, 9, 3, 15, 4);
  const options = { dateStyle: 'long' } as const;
  expect(writtenDate(date, options, englishOf(['en-US']))).toBe('October 3, 2026');
  expect(writtenDate(date, options, englishOf(['de-DE']))).toBe('3 October 2026');
  expect(writtenDate(date, { timeStyle: 'short' }, englishOf(['de-DE']))).toBe('15:04');
});
