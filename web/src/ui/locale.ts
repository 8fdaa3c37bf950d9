/** Dates and numbers in the page's language, English, in the user's regional form. */

/** A neutral English (day before month, 24-hour clock) for browsers that ask for no English at all. */
const NEUTRAL = 'en-GB';

/** Return the user's own English (`navigator.languages`, most preferred first), else a neutral one. */
export function englishOf(languages: readonly string[]): string {
  const english = languages.find((language) => /^en(-|$)/i.test(language));
  try {
    return Intl.getCanonicalLocales(english ?? NEUTRAL)[0] ?? NEUTRAL;
  } catch {
    return NEUTRAL;
  }
}

export const LOCALE = englishOf(typeof navigator === 'undefined' ? [] : navigator.languages);

/* Created on first use, and once each: creating a format is slow. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Format a date, with a format that is created once. */
export function writtenDate(date: Date, options: Intl.DateTimeFormatOptions, locale: string = LOCALE): string {
  const key = locale + JSON.stringify(options);
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(locale, options)));
  return format.format(date);
}
