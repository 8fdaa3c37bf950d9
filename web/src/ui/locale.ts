/** Dates and numbers in the page's language, English, in the user's regional form. */

/** A neutral English (day before month, 24-hour clock) for browsers that ask for no English at all. */
const FALLBACK_LOCALE = 'en-GB';

/** Return the user's own English (`navigator.languages`, most preferred first), else a neutral one. */
export function preferredEnglish(languages: readonly string[]): string {
  const english = languages.find((language) => /^en(-|$)/i.test(language));
  try {
    return Intl.getCanonicalLocales(english ?? FALLBACK_LOCALE)[0] ?? FALLBACK_LOCALE;
  } catch {
    return FALLBACK_LOCALE;
  }
}

export const LOCALE = preferredEnglish(typeof navigator === 'undefined' ? [] : navigator.languages);

/* Created on first use, and once each: creating a format is slow. */
const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** Format a date, with a format that is created once. */
export function formatDateWith(date: Date, options: Intl.DateTimeFormatOptions, locale: string = LOCALE): string {
  const key = locale + JSON.stringify(options);
  let format = dateFormats.get(key);
  if (!format) dateFormats.set(key, (format = new Intl.DateTimeFormat(locale, options)));
  return format.format(date);
}
