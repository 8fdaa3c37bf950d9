import { expect, it } from 'vitest';
import { preferredEnglish, formatDateWith } from './locale';

it.each([
  [['en-US', 'en'], 'en-US'],
  [['de-DE', 'de', 'en-AU', 'en-US'], 'en-AU'],
  [['en'], 'en'],
  [['de-DE', 'de'], 'en-GB'],
  [['eng-x', 'en_broken'], 'en-GB'],
  [[], 'en-GB'],
])('chooses for %j the locale %s', (languages, locale) => {
  expect(preferredEnglish(languages)).toBe(locale);
});

it('formats dates as each regional English does, and never in another language', () => {
  const date = new Date(2026, 9, 3, 15, 4);
  const options = { dateStyle: 'long' } as const;
  expect(formatDateWith(date, options, preferredEnglish(['en-US']))).toBe('October 3, 2026');
  expect(formatDateWith(date, options, preferredEnglish(['de-DE']))).toBe('3 October 2026');
  expect(formatDateWith(date, { timeStyle: 'short' }, preferredEnglish(['de-DE']))).toBe('15:04');
});
